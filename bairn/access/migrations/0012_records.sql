-- A collection of imported records is always restricted: nobody reaches it but its circle, and it
-- begins with somebody of its own unit, or with the house. It never becomes anything else.
alter table access_holder add constraint access_holder_records_restricted
    check (kind <> 'records' or (restricted and case_id is null));

create function access_holder_of_records() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and (new.kind = 'records') <> (old.kind = 'records') then
        raise exception 'a holder stays what it is' using errcode = 'insufficient_privilege';
    end if;
    if tg_op = 'INSERT' and new.kind = 'records' then
        if not (bairn_is_house() or bairn_unit() = new.unit_id) then
            raise exception 'records are brought in by the unit that has them'
                using errcode = 'insufficient_privilege';
        end if;
    end if;
    return new;
end $$;
create trigger access_holder_of_records before insert or update of kind on access_holder
    for each row execute function access_holder_of_records();

-- The collection that is being filled, if it is in the asker's reach: asked once a statement where
-- thousands of rows come in, since asking for each of them would take longer than writing them.
create function bairn_filling() returns uuid
language sql stable security definer set search_path = pg_catalog, public as $$
    select h.id from access_holder as h
    where h.id = nullif(current_setting('bairn.filling', true), '')::uuid
      and h.kind = 'records' and bairn_reach(h.id)
$$;
revoke all on function bairn_filling() from public;
grant execute on function bairn_filling() to bairn_app;
