-- Whoever sees what was in their hands alone sees what was said of its breaks, and no other's.
drop policy evidence_explanation_reach on evidence_explanation;
create policy evidence_explanation_reach on evidence_explanation to bairn_app
    using (bairn_reach(holder_id) and evidence_near(exhibit_id))
    with check (bairn_reach(holder_id) and evidence_near(exhibit_id));
-- It goes with its kit into a case (0003_kits.sql).
create policy evidence_explanation_moves on evidence_explanation to current_user
    using (true) with check (true);
grant update (breaks, explained) on evidence_standing to bairn_app;

-- As before; what is missing, or lies where it should not, is a break of its chain.
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
