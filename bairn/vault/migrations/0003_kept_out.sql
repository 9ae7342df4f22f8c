-- As before, without what the asker is kept out of: for them it is neither near nor elsewhere.
create or replace function vault_candidates(kinds smallint[], tokens bytea[], most integer)
returns table (kind smallint, subject_id uuid, holder_id uuid, elsewhere boolean)
language sql stable security definer set search_path = pg_catalog, public as $$
    with found as materialized (
        select t.kind, t.subject_id, t.holder_id, bairn_reach(t.holder_id) as near
        from unnest(kinds, tokens) as asked (kind, token)
        join vault_token as t on t.kind = asked.kind and t.token = asked.token
        where not bairn_kept_out(t.holder_id)
    )
    (select distinct f.kind, f.subject_id, f.holder_id, false from found as f where f.near limit most)
    union all
    select null, null, null, true where exists (select from found as f where not f.near)
$$;
create or replace function vault_sharing(held uuid, kinds smallint[], most integer)
returns table (kind smallint, token bytea, subject_id uuid, holder_id uuid, elsewhere boolean)
language sql stable security definer set search_path = pg_catalog, public as $$
    with own as (
        select distinct t.kind, t.token from vault_token as t
        where t.holder_id = held and t.kind = any (kinds) and bairn_reach(held)
    ), found as materialized (
        select t.kind, t.token, t.subject_id, t.holder_id, bairn_reach(t.holder_id) as near
        from own join vault_token as t on t.kind = own.kind and t.token = own.token
        where t.holder_id <> held and not bairn_kept_out(t.holder_id)
    )
    (select f.kind, f.token, f.subject_id, f.holder_id, false from found as f where f.near
     order by f.subject_id limit most)
    union all
    select null, null, null, null, true where exists (select from found as f where not f.near)
$$;

-- The reports and cases that agree with these tokens and from which the asker is kept out. Shown to
-- nobody: that they were asked for goes on their record.
create function vault_kept_out(kinds smallint[], tokens bytea[]) returns setof uuid
language sql stable security definer set search_path = pg_catalog, public as $$
    select distinct t.holder_id from unnest(kinds, tokens) as asked (kind, token)
    join vault_token as t on t.kind = asked.kind and t.token = asked.token
    where bairn_kept_out(t.holder_id)
$$;
revoke all on function vault_kept_out(smallint[], bytea[]) from public;
grant execute on function vault_kept_out(smallint[], bytea[]) to bairn_app;
