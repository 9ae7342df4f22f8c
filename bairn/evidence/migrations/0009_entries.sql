-- Events that stand here already get the entry of the act that wrote them: same moment, actor and
-- kind of act, and about the same thing.
alter table evidence_event no force row level security;
alter table oversight_entry no force row level security;
update evidence_event as v set entry_id = (
    select e.id from oversight_entry as e
    where e.at = v.recorded_at and e.actor_id = v.by_id and e.kind = 'act'
      and e.act like 'evidence.%' and e.outcome = 'done'
    order by e.act = 'evidence.' || case v.kind
                 when 'collected' then 'register' when 'received' then 'register'
                 when 'sealed' then 'seal' when 'seal_broken' then 'break_seal'
                 when 'offered' then 'offer' when 'accepted' then 'accept'
                 when 'refused' then 'refuse' when 'claimed' then 'claim'
                 when 'stored' then 'store' when 'taken_out' then 'take_out'
                 when 'examined' then 'examine' when 'missed' then 'audit_place'
                 when 'found' then 'audit_place' when 'given_back' then 'give_back'
                 when 'disposed' then 'dispose' else v.kind end desc,
             e.case_id is not distinct from v.holder_id desc,
             (e.subject_id in (v.exhibit_id, v.handover_id, v.place_id)) is true desc, e.id
    limit 1
);
alter table oversight_entry force row level security;
alter table evidence_event force row level security;
alter table evidence_event alter column entry_id set not null;

-- A count is one act of no case: each case whose exhibits it was about has an entry of its own.
create function evidence_entry_of_count(counted uuid, holder uuid) returns uuid
language sql immutable strict set search_path = pg_catalog, public as $$
    select (substr(counted::text, 1, 18) || '-8' || substr(h, 1, 3) || '-' || substr(h, 4, 12))::uuid
    from (select md5(counted::text || holder::text) as h) as mixed
$$;
revoke all on function evidence_entry_of_count(uuid, uuid) from public;

drop function evidence_counted_of(uuid);
create function evidence_counted_of(counted uuid)
returns table (holder_id uuid, entry_id uuid, found bigint, missing bigint, surplus bigint)
language sql stable security definer set search_path = pg_catalog, public as $$
    select f.holder_id, evidence_entry_of_count(counted, f.holder_id),
           count(*) filter (where f.what = 'found'),
           count(*) filter (where f.what = 'missing'), count(*) filter (where f.what = 'surplus')
    from evidence_finding as f
    where f.audit_id = counted and f.unit_id = bairn_unit() and f.by_id = bairn_actor()
    group by f.holder_id order by f.holder_id
$$;
revoke all on function evidence_counted_of(uuid) from public;
grant execute on function evidence_counted_of(uuid) to bairn_app;

-- As before; each event names the entry that its case has of the count.
create or replace function evidence_count_place(
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
        set last_number = s.last_number + 1, last_at = greatest(s.last_at, at_),
            breaks = s.breaks + (f.what <> 'found')::int
        from evidence_finding as f
        where f.audit_id = audit and f.exhibit_id = s.exhibit_id
        returning s.exhibit_id, s.holder_id, s.last_number, s.seal, s.condition, f.what
    )
    insert into evidence_event (id, holder_id, exhibit_id, number, kind, happened_at, recorded_at,
        by_id, entry_id, place_id, giver_outside, taker_outside, purpose, reason, seal_before,
        seal_after, condition)
    select gen_random_uuid(), t.holder_id, t.exhibit_id, t.last_number,
           case t.what when 'missing' then 'missed' else 'found' end, at_, at_, bairn_actor(),
           evidence_entry_of_count(audit, t.holder_id), counted, '', '', '', t.what, '', '', ''
    from told as t;
    return query select f.code::text, f.what::text from evidence_finding as f where f.audit_id = audit
        union all
        select c, 'unknown' from unnest(codes) as c
        where not exists (select from evidence_exhibit as e where e.code = c);
end $$;
