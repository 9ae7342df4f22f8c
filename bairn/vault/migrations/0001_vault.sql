-- What Django's tables cannot say: every row hangs on its subject and has its holder, sizes are
-- fixed, random bytes are not compressed, and one function answers look-ups beyond one's reach.

-- Moving a subject to another holder moves its rows with it; no row can be left behind.
alter table vault_key add constraint vault_key_of foreign key (subject_id, holder_id)
    references vault_subject (id, holder_id) on update cascade;
alter table vault_field add constraint vault_field_of foreign key (subject_id, holder_id)
    references vault_subject (id, holder_id) on update cascade;
alter table vault_token add constraint vault_token_of foreign key (subject_id, holder_id)
    references vault_subject (id, holder_id) on update cascade;

-- A value that is not padded and encrypted does not fit.
alter table vault_key add constraint vault_key_size check (octet_length(wrapped) = 60);
alter table vault_field add constraint vault_field_size check (
    octet_length(nonce) = 12
    and (octet_length(ciphertext) - 16 in (64, 256, 1024)
         or (octet_length(ciphertext) > 16 and (octet_length(ciphertext) - 16) % 4096 = 0))
);
alter table vault_token add constraint vault_token_size check (
    octet_length(token) = 3 and get_byte(token, 2) & 15 = 0
);
alter table vault_field alter column ciphertext set storage external;

-- Who agrees with these tokens: what is in the actor's reach by its id, at most `most`, and one row
-- more with nothing but `elsewhere` when anything lies beyond it. Not how much, not where.
create function vault_candidates(kinds smallint[], tokens bytea[], most integer)
returns table (kind smallint, subject_id uuid, holder_id uuid, elsewhere boolean)
language sql stable security definer set search_path = pg_catalog, public as $$
    with found as materialized (
        select t.kind, t.subject_id, t.holder_id, bairn_reach(t.holder_id) as near
        from unnest(kinds, tokens) as asked (kind, token)
        join vault_token as t on t.kind = asked.kind and t.token = asked.token
    )
    (select distinct f.kind, f.subject_id, f.holder_id, false from found as f where f.near limit most)
    union all
    select null, null, null, true where exists (select from found as f where not f.near)
$$;
revoke all on function vault_candidates(smallint[], bytea[], integer) from public;
grant execute on function vault_candidates(smallint[], bytea[], integer) to bairn_app;
-- The function runs as the tables' owner, whom forced row-level security holds as well.
create policy vault_token_lookup on vault_token for select to current_user using (true);
