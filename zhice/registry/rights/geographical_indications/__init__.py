"""地理标志: three legal kinds under one roof (主要目标 b), with the firms that may use them (用标企业) and what happened to them.

Products (地理标志产品保护办法, in force 2024-02-01), collective and certification marks that are indications (商标法), and
agricultural products, whose registration stopped in 2022.
"""
