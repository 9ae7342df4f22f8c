-- Who sees a signal, and what may be done with it. The unit can say something to it and change nothing.

-- The cases that the asker is kept out of, as a person or with their unit.
create function vigilance_kept_out_of() returns uuid[]
language sql stable security definer set search_path = pg_catalog, public as $$
    select coalesce(array_agg(e.holder_id), '{}') from access_exclusion as e
    where e.staff_id = bairn_actor() or e.unit_id = bairn_unit()
$$;
revoke all on function vigilance_kept_out_of() from public;
grant execute on function vigilance_kept_out_of() to bairn_app;

-- Whether this person may own a signal of this unit and case: they work elsewhere, are in no circle
-- of it, and are not kept out.
create function vigilance_may_own(person uuid, unit uuid, wanted uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
    select not exists (
        select from access_staff as s where s.id = person and s.unit_id = unit
    ) and not exists (
        select from access_assignment as a
        where a.holder_id = wanted and a.staff_id = person
          and a.from_at <= now() and (a.until_at is null or a.until_at > now())
    ) and not exists (
        select from access_exclusion as e join access_staff as s on s.id = person
        where e.holder_id = wanted and (e.staff_id = person or e.unit_id = s.unit_id)
    )
$$;
revoke all on function vigilance_may_own(uuid, uuid, uuid) from public;
grant execute on function vigilance_may_own(uuid, uuid, uuid) to bairn_app;

alter table vigilance_signal enable row level security, force row level security;
create policy vigilance_signal_see on vigilance_signal for select to bairn_app using (
    (select bairn_is_house())
    or (owner_id = (select bairn_actor()) or (select bairn_has_role('inspector')))
       and (case_id is null or case_id <> all ((select vigilance_kept_out_of())::uuid[]))
    or case_id is null and unit_id = (select bairn_unit()) and (select bairn_has_role('supervisor'))
    or bairn_reach(case_id)
);
create policy vigilance_signal_raise on vigilance_signal for insert to bairn_app
    with check ((select bairn_is_house()));
create policy vigilance_signal_change on vigilance_signal for update to bairn_app
    using ((select bairn_is_house())
           or answered_at is null and (owner_id = (select bairn_actor())
              or level = 2 and (select bairn_has_role('inspector'))))
    with check (true);
grant select, insert on vigilance_signal to bairn_app;
grant update (owner_id, level, answer_by, escalated_at, ended_at, answered_at, answered_by, finding,
              words_id, directed_by, quiet_until, standing) on vigilance_signal to bairn_app;

-- The functions here run as the tables' owner, whom forced row-level security holds as well.
create policy vigilance_signal_owner on vigilance_signal for select to current_user using (true);

-- Words said to a signal are sealed under the signal itself: the circle of its case reaches them,
-- and whoever answers for it, who reaches nothing else of the case. Made when the first words come.
create function vigilance_open_circle(wanted uuid, moment timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    found vigilance_signal;
    asker uuid := bairn_actor();
begin
    select * into found from vigilance_signal where id = wanted;
    if found.id is null or not (
        bairn_is_house() or asker is not distinct from found.owner_id
        or found.level = 2 and bairn_has_role('inspector') or bairn_reach(found.case_id)
    ) then
        raise exception 'this signal is not yours to speak to' using errcode = 'insufficient_privilege';
    end if;
    if exists (select from access_holder as h where h.id = wanted) then
        return;
    end if;
    insert into access_holder (id, kind, unit_id, case_id, restricted, registered_at)
    values (wanted, 'signal', coalesce(found.unit_id, '00000000-0000-0000-0000-000000000000'),
            found.case_id,
            coalesce((select h.restricted from access_holder as h where h.id = found.case_id), false),
            moment);
    insert into access_assignment (id, holder_id, staff_id, role, basis, granted_by, from_at)
    select gen_random_uuid(), wanted, one, 'overseer', 'vigilance', asker, least(moment, now())
    from (select found.owner_id union select asker
          where found.level = 2 and bairn_has_role('inspector')) as those (one)
    where one is not null;
end $$;
revoke all on function vigilance_open_circle(uuid, timestamptz) from public;
grant execute on function vigilance_open_circle(uuid, timestamptz) to bairn_app;

-- What may change, and by whom: the house moves a signal up and on, its owner answers once, and
-- nobody takes back an answer, lowers a level, or owns what is too near to them.
create function vigilance_signal_changes() returns trigger language plpgsql as $$
declare
    asker uuid := bairn_actor();
    house boolean := bairn_is_house();
begin
    if new.owner_id is not null
       and (tg_op = 'INSERT' or new.owner_id is distinct from old.owner_id)
       and not vigilance_may_own(new.owner_id, new.unit_id, new.case_id) then
        raise exception 'this person is too near to own the signal'
            using errcode = 'check_violation', constraint = 'vigilance_signal_owner_outside';
    end if;
    if tg_op = 'INSERT' then
        return new;
    end if;
    if new.level < old.level or new.level > old.level + 1 then
        raise exception 'a signal only goes up, one level at a time'
            using errcode = 'check_violation', constraint = 'vigilance_signal_goes_up';
    end if;
    if old.answered_at is not null
       and (new.answered_at, new.answered_by, new.finding, new.words_id, new.directed_by,
            new.quiet_until, new.owner_id, new.level)
           is distinct from
           (old.answered_at, old.answered_by, old.finding, old.words_id, old.directed_by,
            old.quiet_until, old.owner_id, old.level) then
        raise exception 'an answer stands' using errcode = 'insufficient_privilege';
    end if;
    if house then
        if old.answered_at is null and new.answered_at is not null then
            raise exception 'the house does not answer' using errcode = 'insufficient_privilege';
        end if;
        return new;
    end if;
    if (new.owner_id, new.level, new.answer_by, new.escalated_at, new.ended_at)
       is distinct from (old.owner_id, old.level, old.answer_by, old.escalated_at, old.ended_at)
       or new.answered_at is null or new.answered_by is distinct from asker
       or old.unit_id is not null and old.unit_id is not distinct from bairn_unit()
       or not vigilance_may_own(asker, old.unit_id, old.case_id) then
        raise exception 'only an answer, and only by its owner'
            using errcode = 'insufficient_privilege';
    end if;
    return new;
end $$;
create trigger vigilance_signal_changes before insert or update on vigilance_signal
    for each row execute function vigilance_signal_changes();

alter table vigilance_explanation enable row level security, force row level security;
create policy vigilance_explanation_see on vigilance_explanation for select to bairn_app
    using (bairn_reach(case_id)
           or exists (select from vigilance_signal as s where s.id = signal_id));
create policy vigilance_explanation_say on vigilance_explanation for insert to bairn_app
    with check (by_id = (select bairn_actor()) and bairn_reach(case_id)
                and exists (select from vigilance_signal as s
                            where s.id = signal_id and s.case_id = vigilance_explanation.case_id
                              and s.answered_at is null));
grant select, insert on vigilance_explanation to bairn_app;

alter table vigilance_turn enable row level security, force row level security;
create policy vigilance_turn_see on vigilance_turn for select to bairn_app
    using (exists (select from vigilance_signal as s where s.id = signal_id));
create policy vigilance_turn_add on vigilance_turn for insert to bairn_app with check (
    (select bairn_is_house())
    or by_id = (select bairn_actor()) and kind in ('answered', 'explained')
       and exists (select from vigilance_signal as s where s.id = signal_id)
);
grant select, insert on vigilance_turn to bairn_app;

-- Whoever works in a unit does not oversee it.
create function vigilance_overseer_outside() returns trigger language plpgsql as $$
begin
    if exists (select from access_staff as s where s.id = new.staff_id and s.unit_id = new.unit_id)
    then
        raise exception 'nobody oversees the unit they work in'
            using errcode = 'check_violation', constraint = 'vigilance_overseer_outside';
    end if;
    return new;
end $$;
create trigger vigilance_overseer_outside before insert or update on vigilance_overseer
    for each row execute function vigilance_overseer_outside();
alter table vigilance_overseer enable row level security, force row level security;
create policy vigilance_overseer_see on vigilance_overseer for select to bairn_app using (true);
create policy vigilance_overseer_name on vigilance_overseer for insert to bairn_app
    with check ((select bairn_administers()) or (select bairn_has_role('inspector')));
create policy vigilance_overseer_end on vigilance_overseer for update to bairn_app
    using ((select bairn_administers()) or (select bairn_has_role('inspector')))
    with check (true);
grant select, insert on vigilance_overseer to bairn_app;
grant update (until_at) on vigilance_overseer to bairn_app;
