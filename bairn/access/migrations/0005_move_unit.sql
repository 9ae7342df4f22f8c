-- A report or case comes to another unit when a supervisor of that unit takes it, and not otherwise.
create function access_holder_moves() returns trigger language plpgsql as $$
begin
    if new.unit_id is distinct from old.unit_id and not (
        bairn_is_house() or (bairn_has_role('supervisor') and bairn_unit() = new.unit_id)
    ) then
        raise exception 'only the unit that takes a case over moves it'
            using errcode = 'insufficient_privilege';
    end if;
    return new;
end $$;
create trigger access_holder_moves before update of unit_id on access_holder
    for each row execute function access_holder_moves();
