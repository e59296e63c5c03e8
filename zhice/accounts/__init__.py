"""人员与权限: people, their units and roles; who may do what (permissions), and which rows that shows (visibility)."""
