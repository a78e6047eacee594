"""The reporting units (đơn vị): a dated tree with successors and headcount."""
