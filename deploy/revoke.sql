-- Run by the owner after every migration.
REVOKE UPDATE, DELETE, TRUNCATE ON ledger_entry, papers_paper FROM thidua_web;
