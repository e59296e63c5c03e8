"""权利: the rights a region's plan counts."""
