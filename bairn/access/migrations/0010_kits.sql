-- A kit without a police report belongs to the clinic: its holder is registered by somebody of that
-- unit, and only people who give care, support or test reach it. Once it is reported (it has a case),
-- the circle of the case is its circle too, like that of a report.
create function bairn_gives_care(agency uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
    select exists (select from access_agency as a where a.id = agency
                   and a.kind in ('clinic', 'hospital', 'centre', 'support', 'laboratory'))
$$;
revoke all on function bairn_gives_care(uuid) from public;
grant execute on function bairn_gives_care(uuid) to bairn_app;

create or replace function bairn_reach(wanted uuid) returns boolean
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
    if held.kind = 'kit' and held.case_id is null and not bairn_gives_care(asker.agency_id) then
        return false;
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

-- Nobody makes a kit's holder for somebody else's unit, or for a unit of the police; and nobody takes
-- one for a report's.
create function access_holder_of_kit() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and (new.kind = 'kit') <> (old.kind = 'kit') then
        raise exception 'a holder stays what it is' using errcode = 'insufficient_privilege';
    end if;
    -- Nested: whoever brings a report may not even ask these questions.
    if tg_op = 'INSERT' and new.kind = 'kit' then
        if not (bairn_is_house() or (bairn_unit() = new.unit_id and bairn_gives_care(
                (select u.agency_id from access_unit as u where u.id = new.unit_id)))) then
            raise exception 'a kit without a report is registered by the clinic that has it'
                using errcode = 'insufficient_privilege';
        end if;
    end if;
    return new;
end $$;
create trigger access_holder_of_kit before insert or update of kind on access_holder
    for each row execute function access_holder_of_kit();
