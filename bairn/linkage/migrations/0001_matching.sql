-- A lead hangs on two holders: whoever reaches both sees it, and whoever reaches one that was let
-- see it. The house writes it. What lies on one side only answers yes or no, by the function below.
create function linkage_sees(lead uuid, low uuid, high uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
    select (bairn_reach(low) and bairn_reach(high))
        or ((bairn_reach(low) or bairn_reach(high))
            and not bairn_kept_out(low) and not bairn_kept_out(high)
            and exists (select from linkage_sight as s
                        where s.lead_id = lead and s.until_at is null and bairn_reach(s.holder_id)))
$$;
revoke all on function linkage_sees(uuid, uuid, uuid) from public;
grant execute on function linkage_sees(uuid, uuid, uuid) to bairn_app;

alter table linkage_lead enable row level security, force row level security;
create policy linkage_lead_owner on linkage_lead for select to current_user using (true);
create policy linkage_lead_see on linkage_lead for select to bairn_app
    using (linkage_sees(id, low_holder, high_holder));
create policy linkage_lead_write on linkage_lead to bairn_app
    using ((select bairn_is_house())) with check ((select bairn_is_house()));
-- Whoever sees a lead may put down what they judge of it, and change nothing else.
create policy linkage_lead_judge on linkage_lead for update to bairn_app
    using (linkage_sees(id, low_holder, high_holder))
    with check (linkage_sees(id, low_holder, high_holder));
create function linkage_lead_kept() returns trigger language plpgsql as $$
begin
    if not bairn_is_house() and to_jsonb(new) - 'verdict' <> to_jsonb(old) - 'verdict' then
        raise exception 'a lead is written by the house alone' using errcode = 'insufficient_privilege';
    end if;
    return new;
end $$;
create trigger linkage_lead_kept before update on linkage_lead
    for each row execute function linkage_lead_kept();
grant select, insert, update on linkage_lead to bairn_app;

alter table linkage_finding enable row level security, force row level security;
create policy linkage_finding_see on linkage_finding for select to bairn_app
    using (exists (select from linkage_lead as l where l.id = lead_id));
create policy linkage_finding_write on linkage_finding for insert to bairn_app
    with check ((select bairn_is_house()));
grant select, insert on linkage_finding to bairn_app;

alter table linkage_sight enable row level security, force row level security;
create policy linkage_sight_owner on linkage_sight for select to current_user using (true);
create policy linkage_sight_see on linkage_sight for select to bairn_app
    using (bairn_reach(holder_id));
create policy linkage_sight_write on linkage_sight to bairn_app
    using ((select bairn_is_house())) with check ((select bairn_is_house()));
grant select, insert, update on linkage_sight to bairn_app;

-- What a holder is told of its own people: leads in sight by id, and for each person one row more
-- without an id where anything lies elsewhere. Not how much, not where; nothing of what the asker is
-- kept out of; the same statement whatever there is.
create function linkage_of_holder(held uuid)
returns table (lead_id uuid, subject_id uuid, elsewhere boolean)
language sql stable security definer set search_path = pg_catalog, public as $$
    with mine as materialized (
        select l.id, l.low_holder, l.high_holder, l.state, l.verdict,
               case when l.low_holder = held then l.low_subject else l.high_subject end as subject,
               case when l.low_holder = held then l.high_holder else l.low_holder end as other
        from linkage_lead as l
        where (l.low_holder = held or l.high_holder = held) and bairn_reach(held)
    ), known as materialized (
        select m.*, linkage_sees(m.id, m.low_holder, m.high_holder) as near
        from mine as m where not bairn_kept_out(m.other)
    )
    select k.id, k.subject, false from known as k where k.near
    union all
    select distinct null::uuid, k.subject, true from known as k
    where not k.near and k.state = 'open' and k.verdict <> 'negative'
$$;
revoke all on function linkage_of_holder(uuid) from public;
grant execute on function linkage_of_holder(uuid) to bairn_app;

-- The holders on the other side from which the asker is kept out. Shown to nobody: that somebody
-- looked at what leads there goes on their record.
create function linkage_kept_out(held uuid) returns setof uuid
language sql stable security definer set search_path = pg_catalog, public as $$
    select distinct o.other from (
        select case when l.low_holder = held then l.high_holder else l.low_holder end as other
        from linkage_lead as l
        where (l.low_holder = held or l.high_holder = held) and bairn_reach(held)
    ) as o where bairn_kept_out(o.other)
$$;
revoke all on function linkage_kept_out(uuid) from public;
grant execute on function linkage_kept_out(uuid) to bairn_app;

-- The holders in one's reach of which somebody was judged the same as somebody elsewhere.
create function linkage_positive_holders() returns setof uuid
language sql stable security definer set search_path = pg_catalog, public as $$
    select h.holder from (
        select l.low_holder as holder from linkage_lead as l where l.verdict = 'positive'
        union select l.high_holder from linkage_lead as l where l.verdict = 'positive'
    ) as h where bairn_reach(h.holder)
$$;
revoke all on function linkage_positive_holders() from public;
grant execute on function linkage_positive_holders() to bairn_app;
