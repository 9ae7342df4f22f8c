-- Who else has a token that this report or case holds: what is in the actor's reach by its id, and
-- one row more with nothing but `elsewhere` when anything lies beyond it.
create function vault_sharing(held uuid, kinds smallint[], most integer)
returns table (kind smallint, token bytea, subject_id uuid, holder_id uuid, elsewhere boolean)
language sql stable security definer set search_path = pg_catalog, public as $$
    with own as (
        select distinct t.kind, t.token from vault_token as t
        where t.holder_id = held and t.kind = any (kinds) and bairn_reach(held)
    ), found as materialized (
        select t.kind, t.token, t.subject_id, t.holder_id, bairn_reach(t.holder_id) as near
        from own join vault_token as t on t.kind = own.kind and t.token = own.token
        where t.holder_id <> held
    )
    (select f.kind, f.token, f.subject_id, f.holder_id, false from found as f where f.near
     order by f.subject_id limit most)
    union all
    select null, null, null, null, true where exists (select from found as f where not f.near)
$$;
revoke all on function vault_sharing(uuid, smallint[], integer) from public;
grant execute on function vault_sharing(uuid, smallint[], integer) to bairn_app;
create index vault_token_held on vault_token (holder_id);
