-- What Django's tables cannot say: who may fill a list, and the few questions about a digest that
-- have to be answered across cases. Each function answers one and nothing else.

-- Whether this actor may keep lists: asked once a statement, not once a row.
create function digests_keeps() returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
    select coalesce((select s.kind = 'system' or s.roles::text[] && array['operator', 'supervisor']
                     from bairn_session() as s), false)
$$;
revoke all on function digests_keeps() from public;
grant execute on function digests_keeps() to bairn_app;

do $$
declare
    kept text;
begin
    foreach kept in array
        array['digests_list', 'digests_known', 'digests_words', 'digests_bad', 'digests_piece']
    loop
        execute format('alter table %I enable row level security, force row level security', kept);
        execute format('create policy %I on %I for select to bairn_app using (true)',
                       kept || '_read', kept);
        execute format('create policy %I on %I to bairn_app using ((select digests_keeps()))'
                       ' with check ((select digests_keeps()))', kept || '_keep', kept);
        execute format('grant select, insert, delete on %I to bairn_app', kept);
    end loop;
end $$;
revoke delete on digests_list from bairn_app;
grant update (place, rows, digests, bad, categories, finished_at, broken_at, retired_at, retired_by)
    on digests_list to bairn_app;
grant update (sealed) on digests_words to bairn_app;
grant update (until_at, ended_by) on digests_watch to bairn_app;

-- The functions below run as the tables' owner, whom forced row-level security holds as well.
create policy digests_seen_owner on digests_seen for select to current_user using (true);
create policy digests_found_owner on digests_found for select to current_user using (true);
create policy digests_watch_owner on digests_watch for select to current_user using (true);
create policy digests_hit_owner on digests_hit to current_user using (true) with check (true);

-- Which of these digests another report or case has named before: their places, nothing else.
create function digests_named_before(held uuid, algorithms smallint[], digests bytea[])
returns setof bigint
language sql stable security definer set search_path = pg_catalog, public as $$
    select asked.place
    from unnest(algorithms, digests) with ordinality as asked (algorithm, digest, place)
    where exists (select from digests_seen as s
                  where s.algorithm = asked.algorithm and s.digest = asked.digest
                    and s.holder_id <> held)
$$;
revoke all on function digests_named_before(uuid, smallint[], bytea[]) from public;

-- Where else these digests were named: what is in reach, and one row more with nothing but
-- `elsewhere` when anything lies beyond it. Whoever is kept out hears nothing of it at all.
create function digests_seen_before(held uuid, algorithms smallint[], digests bytea[], most integer)
returns table (holder_id uuid, elsewhere boolean)
language sql stable security definer set search_path = pg_catalog, public as $$
    with found as materialized (
        select holder_id, bairn_reach(holder_id) as near from (
            select distinct s.holder_id
            from unnest(algorithms, digests) as asked (algorithm, digest)
            join digests_seen as s on s.algorithm = asked.algorithm and s.digest = asked.digest
            where s.holder_id <> held
        ) as others where not bairn_kept_out(holder_id)
    )
    (select f.holder_id, false from found as f where f.near order by f.holder_id limit most)
    union all
    select null, true where exists (select from found as f where not f.near)
$$;
revoke all on function digests_seen_before(uuid, smallint[], bytea[], integer) from public;

-- A file came in that a case watches for: noted there. The asker learns that somebody watches.
create function digests_strike(
    held uuid, file uuid, algorithms smallint[], digests bytea[], at timestamptz
) returns boolean language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    struck boolean;
begin
    if not bairn_reach(held) then
        return false;
    end if;
    with watching as materialized (
        select distinct on (w.case_id) w.id, w.case_id
        from unnest(algorithms, digests) as asked (algorithm, digest)
        join digests_watch as w on w.algorithm = asked.algorithm and w.digest = asked.digest
        where w.until_at is null and w.case_id <> held
        order by w.case_id, w.id
    ), noted as (
        insert into digests_hit (id, case_id, watch_id, found_in, file_id, at)
        select gen_random_uuid(), w.case_id, w.id, held, file, digests_strike.at from watching as w
        on conflict do nothing
    )
    select exists (select from watching) into struck;
    return struck;
end $$;
revoke all on function digests_strike(uuid, uuid, smallint[], bytea[], timestamptz) from public;

-- How many files were found on each list, in the whole house.
create function digests_matched() returns table (list_id uuid, files bigint)
language sql stable security definer set search_path = pg_catalog, public as $$
    select f.list_id, count(*) from digests_found as f group by f.list_id
$$;
revoke all on function digests_matched() from public;

grant execute on function digests_named_before(uuid, smallint[], bytea[]),
    digests_seen_before(uuid, smallint[], bytea[], integer),
    digests_strike(uuid, uuid, smallint[], bytea[], timestamptz), digests_matched() to bairn_app;
