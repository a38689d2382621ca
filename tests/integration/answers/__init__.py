"""The front desk with an index and a database: questions, danger, menus, threads."""
