"""管理: what the pillar counts of certificates; its other rooms come later."""
