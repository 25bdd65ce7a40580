"""Documents into tables and warehouses."""
