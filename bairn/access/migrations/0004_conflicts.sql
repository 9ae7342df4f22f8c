-- Who may be somebody under suspicion. The colleague and their own unit see nothing of it, whatever
-- else they reach; an inspector sees all the others without being in any circle.
alter table access_conflict enable row level security, force row level security;
create policy access_conflict_owner on access_conflict to current_user
    using (true) with check (true);
create policy access_conflict_see on access_conflict for select to bairn_app
    using (staff_id <> (select bairn_actor())
           and unit_id is distinct from (select bairn_unit())
           and ((select bairn_has_role('inspector')) or bairn_reach(holder_id))
           or (select bairn_is_house()));
create policy access_conflict_find on access_conflict for insert to bairn_app
    with check (bairn_reach(holder_id));
grant select, insert on access_conflict to bairn_app;

-- A word on it, by somebody outside the colleague's unit. On a yes all follows in one: whoever is
-- kept out leaves every circle of the case, and it is seen by its circle alone from then on, which
-- the supervisor who judged stays in. An inspector judges without ever reaching the case.
create function bairn_judge_conflict(wanted uuid, word text, moment timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    asker access_session;
    found access_conflict;
    holders uuid[];
    reaches boolean;
begin
    asker := bairn_session();
    select * into found from access_conflict where id = wanted for update;
    reaches := 'supervisor' = any (asker.roles) and bairn_reach(found.holder_id);
    if found.id is null or found.judged_at is not null or asker.actor_id is null
       or asker.actor_id = found.staff_id
       or (asker.unit_id is not null and asker.unit_id is not distinct from found.unit_id)
       or not (reaches or 'inspector' = any (asker.roles))
       or word not in ('other_person', 'kept_out', 'unit_kept_out') then
        raise exception 'this is not for you to judge' using errcode = 'insufficient_privilege';
    end if;
    update access_conflict set judged_at = moment, judged_by = asker.actor_id, verdict = word
    where id = wanted;
    if word = 'other_person' then
        return;
    end if;
    holders := array(select h.id from access_holder as h
                     where h.id = found.holder_id or h.case_id = found.holder_id);
    if reaches and not exists (
        select from access_assignment as a where a.holder_id = found.holder_id
        and a.staff_id = asker.actor_id and (a.until_at is null or a.until_at > moment)
    ) then
        insert into access_assignment (id, holder_id, staff_id, role, basis, granted_by, from_at)
        values (gen_random_uuid(), found.holder_id, asker.actor_id, 'supervisor', 'conflict',
                asker.actor_id, least(moment, now()));
    end if;
    update access_assignment as a set until_at = greatest(a.from_at, moment)
    where a.holder_id = any (holders) and (a.until_at is null or a.until_at > moment)
      and (a.staff_id = found.staff_id or (word = 'unit_kept_out' and a.staff_id in (
           select s.id from access_staff as s where s.unit_id = found.unit_id)));
    insert into access_exclusion (id, holder_id, staff_id, unit_id, reason, from_at)
    values (gen_random_uuid(), found.holder_id, found.staff_id, null, 'implicated', moment);
    if word = 'unit_kept_out' and found.unit_id is not null then
        insert into access_exclusion (id, holder_id, staff_id, unit_id, reason, from_at)
        values (gen_random_uuid(), found.holder_id, null, found.unit_id, 'implicated', moment);
    end if;
    update access_holder as h set restricted = true where h.id = any (holders);
end $$;
revoke all on function bairn_judge_conflict(uuid, text, timestamptz) from public;
grant execute on function bairn_judge_conflict(uuid, text, timestamptz) to bairn_app;
