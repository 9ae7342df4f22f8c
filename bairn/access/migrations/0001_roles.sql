-- The database's own roles. Each door works as one of them and can do no more than it needs.
do $$
declare
    wanted text;
begin
    foreach wanted in array array['bairn_app', 'bairn_reporter'] loop
        if not exists (select from pg_roles where rolname = wanted) then
            execute format('create role %I nologin', wanted);
        end if;
    end loop;
    foreach wanted in array array['bairn_web', 'bairn_sequencer', 'bairn_auditor', 'bairn_public'] loop
        if not exists (select from pg_roles where rolname = wanted) then
            execute format('create role %I login noinherit', wanted);
        end if;
    end loop;
    -- The doors' login takes a role for each transaction; the owner does so in tests.
    grant bairn_app, bairn_reporter to bairn_web;
    if current_setting('server_version_num')::int >= 160000 then
        execute 'grant bairn_app, bairn_reporter, bairn_sequencer, bairn_auditor, bairn_public '
                'to current_user with inherit false, set true';
    else
        execute 'grant bairn_app, bairn_reporter, bairn_sequencer, bairn_auditor, bairn_public '
                'to current_user';
    end if;
end $$;
revoke create on schema public from public;
grant usage on schema public to bairn_app, bairn_reporter, bairn_web, bairn_sequencer,
    bairn_auditor, bairn_public;
