"""PCT 国际专利申请: received by the national office as receiving office, by the region of the first
applicant (主要目标 d)."""
