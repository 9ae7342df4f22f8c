-- How far each sees: the circle sees its case; a laboratory or a clinician sees what is or was in
-- their hands, what was offered to them and what they registered.
create function evidence_hands_only() returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
    select coalesce((
        select s.kind = 'staff' and s.roles && array['lab', 'medic']::varchar[]
               and not s.roles && array['intake_officer', 'investigator', 'supervisor', 'interviewer',
                                        'prosecutor', 'support_worker']::varchar[]
        from bairn_session() as s where s.actor_id is not null), true)
$$;
create function evidence_near(exhibit uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
    select not evidence_hands_only()
        or exists (select from evidence_hand as h
                   where h.exhibit_id = exhibit and h.staff_id = bairn_actor())
        or exists (select from evidence_exhibit as e
                   where e.id = exhibit and e.registered_by = bairn_actor())
$$;
revoke all on function evidence_hands_only(), evidence_near(uuid) from public;
grant execute on function evidence_hands_only(), evidence_near(uuid) to bairn_app;

-- The functions here run as the tables' owner, whom forced row-level security holds as well.
create policy evidence_exhibit_owner on evidence_exhibit for select to current_user using (true);
create policy evidence_hand_owner on evidence_hand for select to current_user using (true);
create policy evidence_standing_owner on evidence_standing to current_user
    using (true) with check (true);
create policy evidence_event_owner on evidence_event for insert to current_user with check (true);
create policy evidence_finding_owner on evidence_finding to current_user
    using (true) with check (true);

-- What may change of a row after it was made; everything else is said once.
grant update (last) on evidence_counter to bairn_app;
grant update (kind, sensitivity, state, hands_staff, hands_outside, hands_words, place_id, seal,
              condition, since, handover_id, last_number, last_at) on evidence_standing to bairn_app;
grant update (ended_as, ended_at, ended_by, seal_after, condition_after, reason)
    on evidence_handover_item to bairn_app;
grant update (agreed_by, agreed_at, declined_by, declined_at, declined_for, done_by, done_at, method,
              witness) on evidence_disposal to bairn_app;
grant update (settled_as, settled_at, settled_by) on evidence_objection to bairn_app;
grant update (answer, answered_at, answered_by, words_id) on evidence_alert to bairn_app;
grant update (audited_at, closed_at) on evidence_place to bairn_app;
grant update (found) on evidence_audit to bairn_app;
grant update (closed_at) on evidence_carrier to bairn_app;

-- What has ended stays as it ended: an answer is given once.
create function evidence_once() returns trigger language plpgsql as $$
begin
    if tg_table_name = 'evidence_handover_item' and old.ended_at is not null
       or tg_table_name = 'evidence_disposal' and (old.done_at is not null or old.declined_at is not null)
       or tg_table_name = 'evidence_objection' and old.settled_at is not null
       or tg_table_name = 'evidence_alert' and old.answered_at is not null then
        raise exception 'this was answered already'
            using errcode = 'check_violation', constraint = 'evidence_once';
    end if;
    return new;
end $$;
create trigger evidence_once before update on evidence_handover_item
    for each row execute function evidence_once();
create trigger evidence_once before update on evidence_disposal
    for each row execute function evidence_once();
create trigger evidence_once before update on evidence_objection
    for each row execute function evidence_once();
create trigger evidence_once before update on evidence_alert
    for each row execute function evidence_once();

-- Only the named receiver accepts what was offered to one of the staff; only the giver takes back.
create function evidence_answered_by() returns trigger language plpgsql as $$
begin
    if new.ended_at is not null and (
        new.ended_as = 'taken_back' and new.ended_by <> new.giver
        or new.ended_as in ('accepted', 'refused') and new.taker_staff is not null
           and new.ended_by <> new.taker_staff
    ) then
        raise exception 'whoever it was offered to answers'
            using errcode = 'check_violation', constraint = 'evidence_answered_by';
    end if;
    return new;
end $$;
create trigger evidence_answered_by before update on evidence_handover_item
    for each row execute function evidence_answered_by();

-- Parent and child lie in one case and have one root.
create function evidence_one_family() returns trigger language plpgsql as $$
begin
    if new.parent_id is not null and not exists (
        select from evidence_exhibit as p
        where p.id = new.parent_id and p.holder_id = new.holder_id and p.root_id = new.root_id
    ) then
        raise exception 'parent and child belong to one case'
            using errcode = 'check_violation', constraint = 'evidence_one_family';
    end if;
    return new;
end $$;
create trigger evidence_one_family before insert on evidence_exhibit
    for each row execute function evidence_one_family();

-- Somebody of the unit counts what lies in their place, also what belongs to cases that they do not
-- reach: they learn codes, which say nothing, and each case learns whether its own was there.
create function evidence_count_place(
    counted uuid, codes text[], audit uuid, at_ timestamptz
) returns table (code text, what text)
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    if bairn_actor() is null or not exists (
        select from evidence_place as p where p.id = counted and p.unit_id = bairn_unit()
    ) then
        raise exception 'this place is of another unit' using errcode = 'insufficient_privilege';
    end if;
    insert into evidence_finding (id, audit_id, unit_id, place_id, holder_id, exhibit_id, code, what,
                                  at, by_id)
    select gen_random_uuid(), audit, bairn_unit(), counted, e.holder_id, e.id, e.code,
           case when e.code <> all (codes) then 'missing'
                when s.place_id is not distinct from counted then 'found' else 'surplus' end,
           at_, bairn_actor()
    from evidence_standing as s join evidence_exhibit as e on e.id = s.exhibit_id
    where s.place_id = counted or e.code = any (codes);
    with told as (
        update evidence_standing as s
        set last_number = s.last_number + 1, last_at = greatest(s.last_at, at_)
        from evidence_finding as f
        where f.audit_id = audit and f.exhibit_id = s.exhibit_id
        returning s.exhibit_id, s.holder_id, s.last_number, s.seal, s.condition, f.what
    )
    insert into evidence_event (id, holder_id, exhibit_id, number, kind, happened_at, recorded_at,
        by_id, place_id, giver_outside, taker_outside, purpose, reason, seal_before, seal_after,
        condition)
    select gen_random_uuid(), t.holder_id, t.exhibit_id, t.last_number,
           case t.what when 'missing' then 'missed' else 'found' end, at_, at_, bairn_actor(),
           counted, '', '', '', t.what, '', '', '' from told as t;
    return query select f.code::text, f.what::text from evidence_finding as f where f.audit_id = audit
        union all
        select c, 'unknown' from unnest(codes) as c
        where not exists (select from evidence_exhibit as e where e.code = c);
end $$;
-- What an audit of one's own unit's place found, by code.
create function evidence_counted(audits uuid[]) returns table (audit_id uuid, code text, what text)
language sql stable security definer set search_path = pg_catalog, public as $$
    select f.audit_id, f.code::text, f.what::text from evidence_finding as f
    where f.audit_id = any (audits) and f.unit_id = bairn_unit() and f.what <> 'found'
$$;
-- The case of a code that the asker does not see: shown to nobody, it goes on the record.
create function evidence_asked_in_vain(wanted text) returns uuid
language sql stable security definer set search_path = pg_catalog, public as $$
    select e.holder_id from evidence_exhibit as e
    where e.code = wanted and not (bairn_reach(e.holder_id) and evidence_near(e.id))
$$;
revoke all on function evidence_count_place(uuid, text[], uuid, timestamptz),
    evidence_counted(uuid[]), evidence_asked_in_vain(text) from public;
grant execute on function evidence_count_place(uuid, text[], uuid, timestamptz),
    evidence_counted(uuid[]), evidence_asked_in_vain(text) to bairn_app;
