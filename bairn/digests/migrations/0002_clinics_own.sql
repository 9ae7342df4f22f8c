-- A kit of somebody who has not reported is the clinic's alone: that one of its files was named is told
-- to nobody who does not reach it, and strikes no watch. Once it is reported it is like any other.
create function digests_clinics_own(held uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
    select exists (select from access_holder as h
                   where h.id = held and h.kind = 'kit' and h.case_id is null)
$$;
revoke all on function digests_clinics_own(uuid) from public;

create or replace function digests_named_before(held uuid, algorithms smallint[], digests bytea[])
returns setof bigint
language sql stable security definer set search_path = pg_catalog, public as $$
    select asked.place
    from unnest(algorithms, digests) with ordinality as asked (algorithm, digest, place)
    where exists (select from digests_seen as s
                  where s.algorithm = asked.algorithm and s.digest = asked.digest
                    and s.holder_id <> held
                    and (bairn_reach(s.holder_id) or not digests_clinics_own(s.holder_id)))
$$;

create or replace function digests_seen_before(
    held uuid, algorithms smallint[], digests bytea[], most integer
) returns table (holder_id uuid, elsewhere boolean)
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
    select null, true where exists (
        select from found as f where not f.near and not digests_clinics_own(f.holder_id))
$$;

create or replace function digests_strike(
    held uuid, file uuid, algorithms smallint[], digests bytea[], at timestamptz
) returns boolean language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    struck boolean;
begin
    if not bairn_reach(held) or digests_clinics_own(held) then
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
