-- A kit without a report has a circle of its own: whoever is in it sees the whole kit, also a colleague
-- of the clinic who never held it. For every other exhibit it stays with what was in one's hands.
create or replace function evidence_near(exhibit uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
    select not evidence_hands_only()
        or exists (select from evidence_hand as h
                   where h.exhibit_id = exhibit and h.staff_id = bairn_actor())
        or exists (select from evidence_exhibit as e
                   where e.id = exhibit and e.registered_by = bairn_actor())
        or exists (select from evidence_exhibit as e join access_holder as h on h.id = e.holder_id
                   where e.id = exhibit and h.kind = 'kit')
$$;

-- What may change of a row after it was made; everything else is said once.
grant update (kind, lab_unit_id, stands, due_at, submitted_at, result_at) on evidence_kit to bairn_app;
grant update (agreed, answered_by, answered_at, refused_for, reversed_by, reversed_at)
    on evidence_kit_untested to bairn_app;
grant update (lifted_at, lifted_by) on evidence_kit_veto to bairn_app;

-- An answer is given once; a veto is lifted once; an agreement is taken back once. A row that goes with
-- its kit from the clinic to a case changes its holder and nothing else.
create or replace function evidence_once() returns trigger language plpgsql as $$
begin
    if to_jsonb(new) - 'holder_id' = to_jsonb(old) - 'holder_id' then
        return new;
    end if;
    if tg_table_name = 'evidence_handover_item' and to_jsonb(old) ->> 'ended_at' is not null
       or tg_table_name = 'evidence_disposal'
          and (to_jsonb(old) ->> 'done_at' is not null or to_jsonb(old) ->> 'declined_at' is not null)
       or tg_table_name = 'evidence_objection' and to_jsonb(old) ->> 'settled_at' is not null
       or tg_table_name = 'evidence_alert' and to_jsonb(old) ->> 'answered_at' is not null
       or tg_table_name = 'evidence_kit_veto' and to_jsonb(old) ->> 'lifted_at' is not null
       or tg_table_name = 'evidence_kit_untested' and (
           to_jsonb(old) ->> 'reversed_at' is not null
           or to_jsonb(old) ->> 'answered_at' is not null
              and to_jsonb(new) - array['reversed_at', 'reversed_by']
                  <> to_jsonb(old) - array['reversed_at', 'reversed_by']) then
        raise exception 'this was answered already'
            using errcode = 'check_violation', constraint = 'evidence_once';
    end if;
    return new;
end $$;
create trigger evidence_once before update on evidence_kit_untested
    for each row execute function evidence_once();
create trigger evidence_once before update on evidence_kit_veto
    for each row execute function evidence_once();

create or replace function evidence_upload_ended() returns trigger language plpgsql as $$
begin
    if old.ended_at is not null and to_jsonb(new) - 'holder_id' <> to_jsonb(old) - 'holder_id' then
        raise exception 'this upload has ended'
            using errcode = 'check_violation', constraint = 'evidence_upload_once';
    end if;
    return new;
end $$;

-- Every table of the room that hangs on a holder. A later one needs its policy `_moves` as well, as in
-- 0005_kits_move: a test of the room says so.
create function evidence_held_tables() returns setof text
language sql stable set search_path = pg_catalog, public as $$
    select c.relname::text from pg_class as c join pg_attribute as a on a.attrelid = c.oid
    where c.relkind = 'r' and c.relname like 'evidence\_%' and a.attname = 'holder_id'
      and not a.attisdropped and c.relnamespace = 'public'::regnamespace
$$;
revoke all on function evidence_held_tables() from public;

-- The functions here run as the tables' owner, whom forced row-level security holds as well.
do $$
declare
    one text;
begin
    for one in select t from evidence_held_tables() as t loop
        execute format('create policy %I on %I to current_user using (true) with check (true)',
                       one || '_moves', one);
    end loop;
end $$;

-- A kit without a report goes to a case with everything that hangs on it. Only whoever reaches both
-- does it. Its numbers in the case come after those that stand there; nothing else of a row changes.
create function evidence_report_kit(kit uuid, to_case uuid) returns integer
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    own uuid;
    last_number integer;
    moved integer;
    one text;
begin
    select k.holder_id into own from evidence_kit as k
    where k.exhibit_id = kit and k.holder_id = k.own_holder_id;
    if own is null or not (bairn_reach(own) and bairn_reach(to_case)) or not exists (
        select from access_holder as h where h.id = to_case and h.kind = 'case'
    ) then
        raise exception 'this kit cannot go to this case' using errcode = 'insufficient_privilege';
    end if;
    insert into evidence_counter (holder_id, last) values (to_case, 0) on conflict do nothing;
    select c.last into last_number from evidence_counter as c where c.holder_id = to_case for update;
    update evidence_exhibit as e set holder_id = to_case, number = last_number + e.number
    where e.holder_id = own;
    get diagnostics moved = row_count;
    update evidence_counter as c
    set last = (select max(e.number) from evidence_exhibit as e where e.holder_id = to_case)
    where c.holder_id = to_case;
    for one in select t from evidence_held_tables() as t
               where t not in ('evidence_counter', 'evidence_exhibit', 'evidence_kit') loop
        execute format('update %I set holder_id = $1 where holder_id = $2', one) using to_case, own;
    end loop;
    update evidence_kit as k set holder_id = to_case, kind = 'reported' where k.exhibit_id = kit;
    return moved;
end $$;
revoke all on function evidence_report_kit(uuid, uuid) from public;
grant execute on function evidence_report_kit(uuid, uuid) to bairn_app;
