-- Who is asking, and what is in their reach: one table of truth, asked by the gate and by every
-- policy. The token is random, set with SET LOCAL, and only its hash is kept; unset means nobody.
create function bairn_session() returns access_session
language sql stable security definer set search_path = pg_catalog, public as $$
    select s from access_session as s
    where s.token_hash = sha256(convert_to(nullif(current_setting('bairn.token', true), ''), 'UTF8'))
      and s.expires_at > now() and s.revoked_at is null
$$;
revoke all on function bairn_session() from public;

create function bairn_has_role(wanted text) returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
    select coalesce((select wanted = any ((bairn_session()).roles)), false)
$$;

create function bairn_actor() returns uuid
language sql stable security definer set search_path = pg_catalog, public as $$
    select (bairn_session()).actor_id
$$;

create function bairn_unit() returns uuid
language sql stable security definer set search_path = pg_catalog, public as $$
    select (bairn_session()).unit_id
$$;

-- Whether this report or case is in the asker's reach. A report's circle is its case's circle too.
create function bairn_reach(wanted uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, public as $$
declare
    asker access_session;
    held access_holder;
begin
    asker := bairn_session();
    if asker.actor_id is null or wanted is null then
        return false;
    end if;
    if asker.kind = 'system' then
        return true;
    end if;
    select * into held from access_holder where id = wanted;
    if held.id is null then
        return false;
    end if;
    if asker.kind in ('reporter', 'platform', 'partner') then
        -- Whoever brings a report reaches that report while bringing it: until it is in a case.
        return held.kind = 'report' and held.brought_by = asker.actor_id
               and held.brought_by is not null;
    end if;
    if exists (
        select from access_exclusion as e
        where e.holder_id in (held.id, held.case_id)
          and (e.staff_id = asker.actor_id or e.unit_id = asker.unit_id)
    ) then
        return false;
    end if;
    if not held.restricted and held.unit_id = asker.unit_id and (
        'supervisor' = any (asker.roles)
        or ('intake_officer' = any (asker.roles) and held.kind = 'report')
    ) then
        return true;
    end if;
    return exists (
        select from access_assignment as a
        where a.staff_id = asker.actor_id and a.holder_id in (held.id, held.case_id)
          and a.from_at <= now() and (a.until_at is null or a.until_at > now())
    );
end $$;

-- What the door learns of a token: who, in which roles, for which purpose.
create function bairn_whoami(token text)
returns table (actor_id uuid, kind text, purpose text, unit_id uuid, agency_id uuid, roles text[])
language sql stable security definer set search_path = pg_catalog, public as $$
    select s.actor_id, s.kind, s.purpose, s.unit_id, s.agency_id, s.roles from access_session as s
    where s.token_hash = sha256(convert_to(token, 'UTF8'))
      and s.expires_at > now() and s.revoked_at is null
$$;
revoke all on function bairn_whoami(text) from public;

-- A session for a member of staff holds the roles that are in force at its beginning.
create function bairn_issue_staff(hash bytea, staff uuid, until timestamptz) returns void
language sql security definer set search_path = pg_catalog, public as $$
    insert into access_session (token_hash, actor_id, kind, purpose, unit_id, agency_id, roles,
                                issued_at, expires_at)
    select hash, s.id, 'staff', '', u.id, u.agency_id,
           array(select r.role from access_role as r where r.staff_id = s.id
                 and r.from_at <= now() and (r.until_at is null or r.until_at > now())),
           now(), until
    from access_staff as s left join access_unit as u on u.id = s.unit_id
    where s.id = staff and s.is_active
$$;
revoke all on function bairn_issue_staff(bytea, uuid, timestamptz) from public;

-- A session for those who are no staff: the public, platforms, partners, the house's own jobs.
create function bairn_issue_other(hash bytea, actor uuid, kind text, agency uuid, until timestamptz)
returns void language sql security definer set search_path = pg_catalog, public as $$
    insert into access_session (token_hash, actor_id, kind, purpose, agency_id, roles,
                                issued_at, expires_at)
    select hash, actor, kind, kind, agency, '{}', now(), until
    where kind in ('reporter', 'platform', 'partner', 'system')
$$;
revoke all on function bairn_issue_other(bytea, uuid, text, uuid, timestamptz) from public;

create function bairn_set_purpose(token text, purpose text) returns void
language sql security definer set search_path = pg_catalog, public as $$
    update access_session as s set purpose = bairn_set_purpose.purpose
    where s.token_hash = sha256(convert_to(token, 'UTF8')) and s.kind = 'staff'
$$;
revoke all on function bairn_set_purpose(text, text) from public;

create function bairn_revoke(token text) returns void
language sql security definer set search_path = pg_catalog, public as $$
    update access_session as s set revoked_at = now()
    where s.token_hash = sha256(convert_to(token, 'UTF8'))
$$;
revoke all on function bairn_revoke(text) from public;

grant execute on function bairn_has_role(text), bairn_actor(), bairn_unit(), bairn_reach(uuid)
    to bairn_app, bairn_reporter;
-- Only the doors' login issues sessions; inside a gate (bairn_app) nobody can.
grant execute on function bairn_whoami(text), bairn_set_purpose(text, text), bairn_revoke(text),
    bairn_issue_staff(bytea, uuid, timestamptz),
    bairn_issue_other(bytea, uuid, text, uuid, timestamptz) to bairn_web;

grant select on access_agency, access_unit to bairn_app, bairn_web;
grant select (id, username, display_name, unit_id, language, is_active) on access_staff to bairn_app;
grant select on access_role to bairn_app;
grant select, update (last_login, password, language) on access_staff to bairn_web;
grant insert on access_agency, access_unit, access_staff, access_role to bairn_app;

alter table access_holder enable row level security, force row level security;
create policy access_holder_owner on access_holder to current_user using (true) with check (true);
create policy access_holder_see on access_holder for select to bairn_app using (bairn_reach(id));
create policy access_holder_new on access_holder for insert to bairn_app, bairn_reporter
    with check (true);
create policy access_holder_move on access_holder for update to bairn_app
    using (bairn_reach(id)) with check (true);
grant select, insert, update on access_holder to bairn_app;
grant insert on access_holder to bairn_reporter;

alter table access_assignment enable row level security, force row level security;
create policy access_assignment_owner on access_assignment to current_user
    using (true) with check (true);
create policy access_assignment_reach on access_assignment to bairn_app
    using (staff_id = (select bairn_actor()) or bairn_reach(holder_id))
    with check (bairn_reach(holder_id));
grant select, insert, update on access_assignment to bairn_app;

alter table access_exclusion enable row level security, force row level security;
create policy access_exclusion_owner on access_exclusion to current_user
    using (true) with check (true);
create policy access_exclusion_reach on access_exclusion to bairn_app
    using (bairn_reach(holder_id)) with check (bairn_reach(holder_id));
grant select, insert on access_exclusion to bairn_app;

-- The first circle of a new holder: only while nobody is in it, so it cannot widen one that stands.
create function bairn_begin_circle(
    holder uuid, staff uuid[], roles text[], ids uuid[], basis text, by uuid, at timestamptz
) returns void language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    if exists (select from access_assignment as a where a.holder_id = holder) then
        raise exception 'this circle has begun already' using errcode = 'insufficient_privilege';
    end if;
    insert into access_assignment (id, holder_id, staff_id, role, basis, granted_by, from_at)
    select one.id, holder, one.staff, one.role, basis, by, at
    from unnest(ids, staff, roles) as one (id, staff, role);
end $$;
revoke all on function bairn_begin_circle(uuid, uuid[], text[], uuid[], text, uuid, timestamptz)
    from public;
grant execute on function
    bairn_begin_circle(uuid, uuid[], text[], uuid[], text, uuid, timestamptz) to bairn_app;
