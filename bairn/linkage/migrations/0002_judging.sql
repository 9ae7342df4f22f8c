-- What was said of a lead is seen by whoever sees the lead, and written by them.
alter table linkage_judgement enable row level security, force row level security;
create policy linkage_judgement_see on linkage_judgement for select to bairn_app
    using (exists (select from linkage_lead as l where l.id = lead_id));
create policy linkage_judgement_say on linkage_judgement for insert to bairn_app
    with check (bairn_reach(holder_id) and exists (select from linkage_lead as l where l.id = lead_id));
-- Superseding is all that can be done to one, also to one that was said from the other side.
create policy linkage_judgement_supersede on linkage_judgement for update to bairn_app
    using (exists (select from linkage_lead as l where l.id = lead_id))
    with check (exists (select from linkage_lead as l where l.id = lead_id));
grant select, insert, update on linkage_judgement to bairn_app;
-- A judgement is never rewritten: it is superseded, once.
create function linkage_judgement_kept() returns trigger language plpgsql as $$
begin
    if old.superseded_at is not null
       or to_jsonb(new) - 'superseded_at' <> to_jsonb(old) - 'superseded_at' then
        raise exception 'a judgement stays as it was said' using errcode = 'insufficient_privilege';
    end if;
    return new;
end $$;
create trigger linkage_judgement_kept before update on linkage_judgement
    for each row execute function linkage_judgement_kept();

alter table linkage_relation enable row level security, force row level security;
create policy linkage_relation_see on linkage_relation to bairn_app
    using (bairn_reach(low_holder) and bairn_reach(high_holder))
    with check (bairn_reach(low_holder) and bairn_reach(high_holder));
grant select, insert, update on linkage_relation to bairn_app;

-- Whether a person has members beyond the asker's reach that they are not kept out of: yes or no.
create policy linkage_membership_owner on linkage_membership for select to current_user using (true);
create function linkage_elsewhere(person uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
    select exists (
        select from linkage_membership as own
        where own.person_id = person and own.until_at is null and bairn_reach(own.holder_id)
    ) and exists (
        select from linkage_membership as m
        where m.person_id = person and m.until_at is null
          and not bairn_reach(m.holder_id) and not bairn_kept_out(m.holder_id)
    )
$$;
revoke all on function linkage_elsewhere(uuid) from public;
grant execute on function linkage_elsewhere(uuid) to bairn_app;

-- Whether the asker reaches every record of a person, also those that they are kept out of.
create function linkage_whole(person uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
    select not exists (
        select from linkage_membership as m
        where m.person_id = person and m.until_at is null and not bairn_reach(m.holder_id)
    )
$$;
revoke all on function linkage_whole(uuid) from public;
grant execute on function linkage_whole(uuid) to bairn_app;

-- Which pairs among these subjects somebody judged not the same, wherever that was: asked before
-- people are brought together, and told as a refusal alone.
create function linkage_apart(subjects uuid[]) returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
    select exists (select from linkage_lead as l where l.verdict = 'negative'
                   and l.low_subject = any (subjects) and l.high_subject = any (subjects))
$$;
revoke all on function linkage_apart(uuid[]) from public;
grant execute on function linkage_apart(uuid[]) to bairn_app;
