-- Three numbers over the whole house, for whoever has to see to it that somebody can answer: how many
-- signals wait, how many of them are late, how many have nobody. No row, no case, no unit shows.
create function vigilance_health(moment timestamptz, out waiting bigint, out late bigint, out ownerless bigint)
language sql stable security definer set search_path = pg_catalog, public as $$
    select count(*), count(*) filter (where answer_by < moment or escalated_at is not null),
           count(*) filter (where owner_id is null)
    from vigilance_signal where answered_at is null
$$;
revoke all on function vigilance_health(timestamptz) from public;
grant execute on function vigilance_health(timestamptz) to bairn_app, bairn_web;
