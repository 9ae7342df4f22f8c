-- Those who are kept out stand in access_exclusion, which bairn_reach asks; those who were, here.
alter table access_exclusion_ended enable row level security, force row level security;
create policy access_exclusion_ended_owner on access_exclusion_ended to current_user
    using (true) with check (true);
create policy access_exclusion_ended_see on access_exclusion_ended for select to bairn_app
    using (bairn_reach(holder_id));
grant select on access_exclusion_ended to bairn_app;

-- Ends it for the case and all its reports. Never by whoever is kept out, who reaches nothing of it,
-- and never by the unit of somebody who may be implicated.
create function bairn_end_exclusion(wanted uuid, moment timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    asker access_session;
    found access_exclusion;
    theirs uuid;
begin
    asker := bairn_session();
    select * into found from access_exclusion where id = wanted for update;
    theirs := coalesce(found.unit_id, (select s.unit_id from access_staff as s
                                       where s.id = found.staff_id));
    if found.id is null or asker.actor_id is null or asker.actor_id = found.staff_id
       or not bairn_reach(found.holder_id)
       or not (asker.kind = 'system' or 'supervisor' = any (asker.roles))
       or (found.reason = 'implicated' and asker.unit_id is not null and asker.unit_id = theirs) then
        raise exception 'this is not for you to end' using errcode = 'insufficient_privilege';
    end if;
    with gone as (
        delete from access_exclusion as e
        where e.staff_id is not distinct from found.staff_id
          and e.unit_id is not distinct from found.unit_id and e.reason = found.reason
          and e.holder_id in (select h.id from access_holder as h
                              where h.id = found.holder_id or h.case_id = found.holder_id)
        returning e.*
    )
    insert into access_exclusion_ended
        (id, holder_id, staff_id, unit_id, reason, from_at, ended_at, ended_by)
    select g.id, g.holder_id, g.staff_id, g.unit_id, g.reason, g.from_at,
           greatest(g.from_at, moment), asker.actor_id
    from gone as g;
end $$;
revoke all on function bairn_end_exclusion(uuid, timestamptz) from public;
grant execute on function bairn_end_exclusion(uuid, timestamptz) to bairn_app;
