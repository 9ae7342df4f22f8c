-- Where a report goes: its sender's own unit, the pack's, everybody's, else the oldest unit. A unit
-- that is not there counts as none, so that a house that was set up badly loses nothing.
create or replace function intake_unit_for(pack text, platform uuid) returns uuid
language sql stable security definer set search_path = pg_catalog, public as $$
    select u.id from access_unit as u
    left join (
        select p.unit_id, 1 as rank from intake_platform as p where p.id = platform
        union all select p.unit_id, 1 from intake_partner as p where p.id = platform
        union all select r.unit_id, 2 from intake_route as r
                  where r.pack = intake_unit_for.pack and r.pack <> ''
        union all select r.unit_id, 3 from intake_route as r where r.pack = ''
    ) as said on said.unit_id = u.id
    order by said.rank nulls last, u.id limit 1
$$;

-- Passwords and tokens are checked at the door, by the door's own login; within the gate nobody
-- reads even what is kept of them.
revoke select, update on intake_platform from bairn_app;
grant select (id, username, name, unit_id, is_active, registered_at), update (is_active)
    on intake_platform to bairn_app;
grant insert, select (id, agency_id, name, purpose, pack, unit_id, is_active, registered_at),
    update (is_active) on intake_partner to bairn_app;
grant select on intake_partner to bairn_web;

-- What was told later follows its report into the case.
grant update (case_id) on intake_addition to bairn_app;

-- The salt of receipt codes, drawn once and then the same for ever; made anew where a table was
-- emptied, as tests do.
create function intake_house_salt() returns bytea
language plpgsql volatile security definer set search_path = pg_catalog, public as $$
declare
    found bytea;
begin
    select s.value into found from intake_salt as s;
    if found is null then
        insert into intake_salt (one, value)
        values (true, sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')))
        on conflict do nothing;
        select s.value into found from intake_salt as s;
    end if;
    return found;
end $$;
revoke all on function intake_house_salt() from public;
grant execute on function intake_house_salt() to bairn_app, bairn_reporter;
revoke select on intake_salt from bairn_app, bairn_reporter;
