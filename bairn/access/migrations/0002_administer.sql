-- Who may make staff and give roles: the house's own commands and the operator. The gate asks the
-- policy; the database asks again, so that no other act can hand out a role.
create function bairn_administers() returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
    select coalesce((select s.kind = 'system' or 'operator' = any (s.roles)
                     from bairn_session() as s), false)
$$;
revoke all on function bairn_administers() from public;
grant execute on function bairn_administers() to bairn_app;

create function bairn_is_house() returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
    select coalesce((select s.kind = 'system' from bairn_session() as s), false)
$$;
revoke all on function bairn_is_house() from public;
grant execute on function bairn_is_house() to bairn_app;

do $$
declare
    kept text;
begin
    foreach kept in array array['access_agency', 'access_unit', 'access_staff', 'access_role'] loop
        execute format('alter table %I enable row level security, force row level security', kept);
        execute format('create policy %I on %I to current_user using (true) with check (true)',
                       kept || '_owner', kept);
        execute format('create policy %I on %I for select to bairn_app, bairn_web using (true)',
                       kept || '_see', kept);
        execute format('create policy %I on %I for insert to bairn_app '
                       'with check ((select bairn_administers()))', kept || '_make', kept);
    end loop;
end $$;
create policy access_staff_administer on access_staff for update to bairn_app
    using ((select bairn_administers())) with check ((select bairn_administers()));
create policy access_staff_self on access_staff for update to bairn_web
    using (true) with check (true);
create policy access_role_end on access_role for update to bairn_app
    using ((select bairn_administers())) with check ((select bairn_administers()));
grant update (password, is_active) on access_staff to bairn_app;
grant update (until_at) on access_role to bairn_app;

-- A role that ends, a new password, somebody who leaves: every stay of theirs ends at once.
create function bairn_end_stays(staff uuid) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    if not bairn_administers() then
        raise exception 'only who administers ends a stay' using errcode = 'insufficient_privilege';
    end if;
    update access_session as s set revoked_at = now()
    where s.actor_id = staff and s.kind = 'staff' and s.revoked_at is null;
end $$;
revoke all on function bairn_end_stays(uuid) from public;
grant execute on function bairn_end_stays(uuid) to bairn_app;
create index access_session_actor on access_session (actor_id) where revoked_at is null;

-- Half open: a place that ends in the moment it begins was never held.
alter table access_assignment add constraint access_assignment_period
    check (until_at is null or until_at >= from_at);
alter table access_exclusion add constraint access_exclusion_whom
    check ((staff_id is null) <> (unit_id is null));
create index access_circle_of_holder on access_assignment (holder_id, staff_id);
create index access_exclusion_of_holder on access_exclusion (holder_id);
create index access_holder_of_case on access_holder (case_id) where case_id is not null;
