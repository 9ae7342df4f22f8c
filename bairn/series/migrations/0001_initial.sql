-- Who sees an offence: whoever reaches its case; and an analyst, who sees the codes of every case that
-- is not restricted and that they are not kept out of. What says of which case it is, and who coded it,
-- hangs on the case and is seen by its circle alone.
create policy series_holding_owner on series_holding for select to current_user using (true);
create policy series_part_owner on series_part to current_user using (true) with check (true);
create policy series_related_owner on series_related to current_user using (true) with check (true);
create policy series_proposal_owner on series_proposal for select to current_user using (true);

-- The offences of every case that is open to analysts: asked once a statement.
create function series_open_to_analyst() returns setof uuid
language sql stable security definer set search_path = pg_catalog, public as $$
    select s.offence_id from series_holding as s join access_holder as h on h.id = s.case_id
    where bairn_has_role('analyst') and not h.restricted
      and not exists (select from access_exclusion as e where e.holder_id = h.id
                      and (e.staff_id = bairn_actor() or e.unit_id = bairn_unit()))
$$;
revoke all on function series_open_to_analyst() from public;

create function series_reach(offence uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
    select coalesce((select bairn_reach(s.case_id) from series_holding as s
                     where s.offence_id = offence), false)
$$;
revoke all on function series_reach(uuid) from public;

alter table series_offence enable row level security, force row level security;
-- Whoever codes an offence makes it before anything says of which case it is.
create policy series_offence_new on series_offence for insert to bairn_app with check (
    (select bairn_actor()) is not null);
create policy series_offence_reach on series_offence to bairn_app
    using (series_reach(id)) with check (series_reach(id));
create policy series_offence_to_analyst on series_offence for select to bairn_app using (
    (select bairn_has_role('analyst')) and id in (select series_open_to_analyst()));
create policy series_offence_to_house on series_offence for select to bairn_app
    using ((select bairn_is_house()));
grant select, insert on series_offence to bairn_app;
grant update (codes, unsettled, twice, earliest, latest, latitude, longitude, grain_km)
    on series_offence to bairn_app;
grant update (superseded_at) on series_coding, series_forensic, series_judgement to bairn_app;
grant update (place_id) on series_holding to bairn_app;

-- A pair is seen by whoever sees both offences; an offence is asked for under its own policy.
do $$
declare
    kept text;
begin
    foreach kept in array array['series_forensic', 'series_judgement'] loop
        execute format('alter table %I enable row level security, force row level security', kept);
        execute format('create policy %I on %I to bairn_app using ('
            'exists (select from series_offence as o where o.id = low_id)'
            ' and exists (select from series_offence as o where o.id = high_id)) with check ('
            'exists (select from series_offence as o where o.id = low_id)'
            ' and exists (select from series_offence as o where o.id = high_id))',
            kept || '_both', kept);
        execute format('grant select, insert on %I to bairn_app', kept);
    end loop;
end $$;

alter table series_membership enable row level security, force row level security;
create policy series_membership_seen on series_membership to bairn_app
    using (exists (select from series_offence as o where o.id = offence_id))
    with check (exists (select from series_offence as o where o.id = offence_id));
grant select, insert on series_membership to bairn_app;
grant update (until_at, ended_by, reason) on series_membership to bairn_app;

alter table series_series enable row level security, force row level security;
create policy series_series_new on series_series for insert to bairn_app
    with check (opened_by = (select bairn_actor()));
create policy series_series_seen on series_series for select to bairn_app
    using (id in (select series_id from series_membership) or opened_by = (select bairn_actor()));
grant select, insert on series_series to bairn_app;

-- A proposal is its analyst's own; each case sees its own part, and no other.
alter table series_proposal enable row level security, force row level security;
create policy series_proposal_own on series_proposal to bairn_app
    using (by_id = (select bairn_actor())) with check (by_id = (select bairn_actor()));
grant select, insert on series_proposal to bairn_app;

-- One part for each case behind these offences. Nothing is told to whoever asks, not even how many.
create function series_propose(proposal uuid, offences uuid[]) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    if exists (select from unnest(offences) as one (id)
               where one.id not in (select series_open_to_analyst()) and not series_reach(one.id)) then
        raise exception 'an offence that is not in sight' using errcode = 'insufficient_privilege';
    end if;
    insert into series_part (id, proposal_id, case_id, offence_ids, reason, at, answer, reference)
    select gen_random_uuid(), p.id, s.case_id, array_agg(s.offence_id order by s.offence_id),
           p.reason, p.at, '', ''
    from series_proposal as p join series_holding as s on s.offence_id = any (offences)
    where p.id = proposal and p.by_id = bairn_actor()
    group by p.id, s.case_id, p.reason, p.at;
end $$;
revoke all on function series_propose(uuid, uuid[]) from public;

-- A case's supervisor answers. Those that have agreed appear to each other, in this transaction.
create function series_answer(part uuid, word text, said_reference text, said_unit uuid, moment timestamptz)
returns void language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    mine series_part;
begin
    select * into mine from series_part where id = part;
    -- One at a time within a proposal: two that agree in the same moment must see each other.
    perform from series_part where proposal_id = mine.proposal_id order by id for update;
    select * into mine from series_part where id = part;
    if mine.id is null or not bairn_has_role('supervisor') or not bairn_reach(mine.case_id)
       or mine.answer = 'yes' or word not in ('yes', 'not_now') then
        raise exception 'this is not for you to answer' using errcode = 'insufficient_privilege';
    end if;
    update series_part set answer = word, answered_at = moment, answered_by = bairn_actor(),
        reference = case when word = 'yes' then said_reference else '' end,
        unit_id = case when word = 'yes' then said_unit end
    where id = part returning * into mine;
    if word = 'yes' then
        insert into series_related (id, case_id, other_case, reference, unit_id, proposal_id, at)
        select gen_random_uuid(), one.case_id, two.case_id, two.reference, two.unit_id,
               mine.proposal_id, moment
        from series_part as one join series_part as two
            on two.proposal_id = one.proposal_id and two.case_id <> one.case_id
        where one.proposal_id = mine.proposal_id and one.answer = 'yes' and two.answer = 'yes'
        on conflict do nothing;
    end if;
end $$;
revoke all on function series_answer(uuid, text, text, uuid, timestamptz) from public;

-- The offences of one's own proposal whose case has agreed; no answer and not now look alike.
create function series_agreed(proposal uuid) returns table (offence_id uuid, agreed boolean)
language sql stable security definer set search_path = pg_catalog, public as $$
    select unnest(part.offence_ids), part.answer = 'yes' from series_part as part
    join series_proposal as p on p.id = part.proposal_id
    where p.id = proposal and p.by_id = bairn_actor()
$$;
revoke all on function series_agreed(uuid) from public;

grant execute on function series_open_to_analyst(), series_reach(uuid), series_propose(uuid, uuid[]),
    series_answer(uuid, text, text, uuid, timestamptz), series_agreed(uuid) to bairn_app;
