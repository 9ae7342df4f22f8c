-- Who answers for a holder when another unit asks to see more: a supervisor in reach; for a sealed one
-- the liaison of its agency, who need not reach it. Nobody who is kept out of either side.
create function linkage_answers_for(held uuid, asking uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
    select not bairn_kept_out(held) and not bairn_kept_out(asking) and exists (
        select from access_holder as h where h.id = held and case when h.restricted
            then bairn_has_role('liaison') and exists (
                select from access_unit as own join access_unit as theirs on theirs.id = h.unit_id
                where own.id = bairn_unit() and own.agency_id = theirs.agency_id)
            else bairn_has_role('supervisor') and bairn_reach(held) end)
$$;
revoke all on function linkage_answers_for(uuid, uuid) from public;
grant execute on function linkage_answers_for(uuid, uuid) to bairn_app;

-- What a holder is asked. The house writes it; whoever answers for the holder writes the answer.
alter table linkage_reveal_part enable row level security, force row level security;
create policy linkage_reveal_part_house on linkage_reveal_part to bairn_app
    using ((select bairn_is_house())) with check ((select bairn_is_house()));
create policy linkage_reveal_part_asked on linkage_reveal_part for select to bairn_app
    using ((select bairn_actor()) is not null and linkage_answers_for(holder_id, asking_holder));
create policy linkage_reveal_part_answered on linkage_reveal_part for update to bairn_app
    using ((select bairn_actor()) is not null and linkage_answers_for(holder_id, asking_holder))
    with check (linkage_answers_for(holder_id, asking_holder) and answered_by = bairn_actor());
grant select, insert on linkage_reveal_part to bairn_app;
grant update (answer, answered_by, answered_at, closed_at) on linkage_reveal_part to bairn_app;

-- What both sides agreed to show: written by the house, seen by the circle it was shown to.
alter table linkage_shown enable row level security, force row level security;
create policy linkage_shown_house on linkage_shown to bairn_app
    using ((select bairn_is_house())) with check ((select bairn_is_house()));
create policy linkage_shown_see on linkage_shown for select to bairn_app
    using (bairn_reach(holder_id) and not bairn_kept_out(other_holder));
grant select, insert on linkage_shown to bairn_app;
grant update (until_at) on linkage_shown to bairn_app;
