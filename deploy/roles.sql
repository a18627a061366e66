-- The owner migrates; the web role reads and writes rows and cannot rewrite history.
CREATE ROLE thidua_owner LOGIN;
CREATE ROLE thidua_web LOGIN;
ALTER SCHEMA public OWNER TO thidua_owner;
GRANT USAGE ON SCHEMA public TO thidua_web;
ALTER DEFAULT PRIVILEGES FOR ROLE thidua_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO thidua_web;
ALTER DEFAULT PRIVILEGES FOR ROLE thidua_owner IN SCHEMA public
    GRANT USAGE, SELECT ON SEQUENCES TO thidua_web;
