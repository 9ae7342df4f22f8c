-- Whatever is kept of a file is seen by whoever sees the file, and only ever added.
alter table evidence_lock enable row level security, force row level security;
create policy evidence_lock_reach on evidence_lock for select to bairn_app
    using (bairn_reach(holder_id) and exists (select from evidence_file as f where f.id = file_id));
create policy evidence_lock_new on evidence_lock for insert to bairn_app
    with check (bairn_reach(holder_id) and exists (select from evidence_file as f
        where f.id = file_id and f.holder_id = evidence_lock.holder_id));
grant select, insert on evidence_lock to bairn_app;
alter table evidence_authority enable row level security, force row level security;
create policy evidence_authority_reach on evidence_authority for select to bairn_app
    using (bairn_reach(holder_id) and exists (select from evidence_file as f where f.id = file_id));
create policy evidence_authority_new on evidence_authority for insert to bairn_app
    with check (bairn_reach(holder_id) and exists (select from evidence_file as f
        where f.id = file_id and f.holder_id = evidence_authority.holder_id));
grant select, insert on evidence_authority to bairn_app;
alter table evidence_check enable row level security, force row level security;
create policy evidence_check_reach on evidence_check for select to bairn_app
    using (bairn_reach(holder_id) and exists (select from evidence_file as f where f.id = file_id));
create policy evidence_check_new on evidence_check for insert to bairn_app
    with check (bairn_reach(holder_id) and exists (select from evidence_file as f
        where f.id = file_id and f.holder_id = evidence_check.holder_id));
grant select, insert on evidence_check to bairn_app;
alter table evidence_check_asked enable row level security, force row level security;
create policy evidence_check_asked_reach on evidence_check_asked for select to bairn_app
    using (bairn_reach(holder_id) and exists (select from evidence_file as f where f.id = file_id));
create policy evidence_check_asked_new on evidence_check_asked for insert to bairn_app
    with check (bairn_reach(holder_id) and exists (select from evidence_file as f
        where f.id = file_id and f.holder_id = evidence_check_asked.holder_id));
create policy evidence_check_asked_ended on evidence_check_asked for delete to bairn_app
    using (bairn_reach(holder_id) and exists (select from evidence_file as f where f.id = file_id));
grant select, insert, delete on evidence_check_asked to bairn_app;
alter table evidence_capture enable row level security, force row level security;
create policy evidence_capture_reach on evidence_capture for select to bairn_app
    using (bairn_reach(holder_id) and exists (select from evidence_file as f where f.id = file_id));
create policy evidence_capture_new on evidence_capture for insert to bairn_app
    with check (bairn_reach(holder_id) and exists (select from evidence_file as f
        where f.id = file_id and f.holder_id = evidence_capture.holder_id));
grant select, insert on evidence_capture to bairn_app;
alter table evidence_taken_out enable row level security, force row level security;
create policy evidence_taken_out_reach on evidence_taken_out for select to bairn_app
    using (bairn_reach(holder_id) and exists (select from evidence_file as f where f.id = file_id));
create policy evidence_taken_out_new on evidence_taken_out for insert to bairn_app
    with check (bairn_reach(holder_id) and exists (select from evidence_file as f
        where f.id = file_id and f.holder_id = evidence_taken_out.holder_id)
        and exists (select from evidence_file as f
            where f.id = archive_id and f.holder_id = evidence_taken_out.holder_id));
grant select, insert on evidence_taken_out to bairn_app;
create policy evidence_capture_read on evidence_capture for update to bairn_app
    using (bairn_is_house()) with check (bairn_is_house());
grant update on evidence_capture to bairn_app;

-- A viewing is begun and gone on with by whoever looks; others of the case see that it was.
alter table evidence_viewing enable row level security, force row level security;
create policy evidence_viewing_reach on evidence_viewing for select to bairn_app
    using (bairn_reach(holder_id) and exists (select from evidence_file as f where f.id = file_id));
create policy evidence_viewing_new on evidence_viewing for insert to bairn_app
    with check (bairn_reach(holder_id) and staff_id = bairn_actor()
        and exists (select from evidence_file as f
            where f.id = file_id and f.holder_id = evidence_viewing.holder_id));
create policy evidence_viewing_goes_on on evidence_viewing for update to bairn_app
    using (bairn_reach(holder_id) and staff_id = bairn_actor())
    with check (bairn_reach(holder_id) and staff_id = bairn_actor());
grant select, insert on evidence_viewing to bairn_app;
grant update (last_at, looks) on evidence_viewing to bairn_app;

-- The ledger of exposure is one's own; a supervisor sees that of their own unit.
alter table evidence_exposure enable row level security, force row level security;
create policy evidence_exposure_seen on evidence_exposure for select to bairn_app
    using (staff_id = bairn_actor() or bairn_is_house()
        or unit_id = bairn_unit() and bairn_has_role('supervisor'));
create policy evidence_exposure_new on evidence_exposure for insert to bairn_app
    with check (staff_id = bairn_actor() and unit_id is not distinct from bairn_unit());
create policy evidence_exposure_goes_on on evidence_exposure for update to bairn_app
    using (staff_id = bairn_actor()) with check (staff_id = bairn_actor());
grant select, insert on evidence_exposure to bairn_app;
grant update (last_at) on evidence_exposure to bairn_app;

alter table evidence_welfare enable row level security, force row level security;
create policy evidence_welfare_seen on evidence_welfare for select to bairn_app
    using (staff_id = bairn_actor() or bairn_is_house()
        or unit_id = bairn_unit() and bairn_has_role('supervisor'));
create policy evidence_welfare_new on evidence_welfare for insert to bairn_app
    with check (by_id = bairn_actor() and unit_id = bairn_unit() and bairn_has_role('supervisor'));
grant select, insert on evidence_welfare to bairn_app;
