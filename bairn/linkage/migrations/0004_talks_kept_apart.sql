-- Whose plan it is decides who hears of it: nobody who is kept out of the other case is told to
-- talk about it, whatever they reach themselves.
create policy linkage_plan_owner on linkage_plan for select to current_user using (true);
create function linkage_plan_kept_out(wanted uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
    select exists (
        select from linkage_plan as p where p.id = wanted and bairn_kept_out(p.holder_id)
    )
$$;
revoke all on function linkage_plan_kept_out(uuid) from public;
grant execute on function linkage_plan_kept_out(uuid) to bairn_app;
create policy linkage_talk_kept_apart on linkage_talk as restrictive to bairn_app
    using (not linkage_plan_kept_out(other_plan));
