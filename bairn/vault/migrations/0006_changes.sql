-- Which people changed and have not been taken up by the matching process: one row each, written in
-- the transaction that changes them, whoever does. It holds ids alone and is emptied as it is read.
alter table vault_change enable row level security, force row level security;
create policy vault_change_written on vault_change to current_user using (true) with check (true);
create policy vault_change_house on vault_change to bairn_app using ((select bairn_is_house()));
grant select, insert, delete on vault_change to bairn_app;
-- The functions below run as the tables' owner, whom forced row-level security holds as well.
create policy vault_subject_changes on vault_subject for select to current_user using (true);

create function vault_note_sealed() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    insert into vault_change (subject_id, holder_id, changed_at, gone)
    select a.id, a.holder_id, clock_timestamp(), false from added as a where a.kind = 'person'
    on conflict (subject_id) do update set holder_id = excluded.holder_id,
        changed_at = excluded.changed_at, gone = vault_change.gone or excluded.gone;
    return null;
end $$;
create trigger vault_subject_sealed after insert on vault_subject
    referencing new table as added for each statement execute function vault_note_sealed();

create function vault_note_amended() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    insert into vault_change (subject_id, holder_id, changed_at, gone)
    select s.id, s.holder_id, clock_timestamp(), s.erased_at is not null
    from vault_subject as s
    where s.kind = 'person' and s.id in (select a.subject_id from added as a)
    on conflict (subject_id) do update set holder_id = excluded.holder_id,
        changed_at = excluded.changed_at, gone = vault_change.gone or excluded.gone;
    return null;
end $$;
create trigger vault_field_amended after insert on vault_field
    referencing new table as added for each statement execute function vault_note_amended();

-- Moved to another holder, or erased.
create function vault_note_moved() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    insert into vault_change (subject_id, holder_id, changed_at, gone)
    select n.id, n.holder_id, clock_timestamp(), n.erased_at is not null
    from after as n join before as o on o.id = n.id
    where n.kind = 'person'
      and (n.holder_id <> o.holder_id or (n.erased_at is not null and o.erased_at is null))
    on conflict (subject_id) do update set holder_id = excluded.holder_id,
        changed_at = excluded.changed_at, gone = vault_change.gone or excluded.gone;
    return null;
end $$;
create trigger vault_subject_moved after update on vault_subject
    referencing old table as before new table as after
    for each statement execute function vault_note_moved();

-- Whether anything waits: asked every second, and it tells nothing else, so it leaves no entry.
create function vault_changes_wait() returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
    select exists (select from vault_change)
$$;
revoke all on function vault_changes_wait() from public;
grant execute on function vault_changes_wait() to bairn_app, bairn_web;
