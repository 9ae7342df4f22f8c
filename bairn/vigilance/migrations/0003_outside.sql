-- A case may have come to another unit since a signal was raised: whoever works where it is now is as
-- near to it as whoever works where it was.
create or replace function vigilance_may_own(person uuid, unit uuid, wanted uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
    select not exists (
        select from access_staff as s where s.id = person and (
            s.unit_id = unit
            or s.unit_id = (select h.unit_id from access_holder as h where h.id = wanted)
        )
    ) and not exists (
        select from access_assignment as a
        where a.holder_id = wanted and a.staff_id = person
          and a.from_at <= now() and (a.until_at is null or a.until_at > now())
    ) and not exists (
        select from access_exclusion as e join access_staff as s on s.id = person
        where e.holder_id = wanted and (e.staff_id = person or e.unit_id = s.unit_id)
    )
$$;

-- Nobody says who oversees the unit they work in: an operator or inspector of it may also be its
-- supervisor.
drop policy vigilance_overseer_name on vigilance_overseer;
create policy vigilance_overseer_name on vigilance_overseer for insert to bairn_app
    with check (((select bairn_administers()) or (select bairn_has_role('inspector')))
                and unit_id is distinct from (select bairn_unit()));
drop policy vigilance_overseer_end on vigilance_overseer;
create policy vigilance_overseer_end on vigilance_overseer for update to bairn_app
    using (((select bairn_administers()) or (select bairn_has_role('inspector')))
           and unit_id is distinct from (select bairn_unit()))
    with check (true);
