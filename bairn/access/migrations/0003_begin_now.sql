-- The application's clock may run ahead of the database's: whoever opens a case stands in its circle
-- within their own act all the same, so a place begins at the earlier of the two clocks.
create or replace function bairn_begin_circle(
    holder uuid, staff uuid[], roles text[], ids uuid[], basis text, by uuid, at timestamptz
) returns void language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    if exists (select from access_assignment as a where a.holder_id = holder) then
        raise exception 'this circle has begun already' using errcode = 'insufficient_privilege';
    end if;
    insert into access_assignment (id, holder_id, staff_id, role, basis, granted_by, from_at)
    select one.id, holder, one.staff, one.role, basis, by, least(at, now())
    from unnest(ids, staff, roles) as one (id, staff, role);
end $$;
