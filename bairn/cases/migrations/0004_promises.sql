-- To whom, what and until when first: said once, never said otherwise afterwards.
grant update (by_at, put_off, kept_at, kept_recorded_at, kept_by,
              withdrawn_at, withdrawn_by, withdrawn_for) on cases_promise to bairn_app;

-- Whoever is kept out of a case, and any suspect, is promised nothing.
create function cases_promise_to_whom() returns trigger language plpgsql as $$
begin
    if not exists (
        select from cases_participant as p
        where p.id = new.to_participant_id and p.case_id = new.case_id
          and not p.kept_out and p.role <> 'suspect'
    ) then
        raise exception 'this person is kept out of the case and is promised nothing'
            using errcode = 'check_violation', constraint = 'cases_promise_kept_out';
    end if;
    return new;
end $$;
create trigger cases_promise_to_whom before insert on cases_promise
    for each row execute function cases_promise_to_whom();

-- A promise moves by a put-off that is kept, one step at a time; what is over stays as it ended.
create function cases_promise_moves() returns trigger language plpgsql as $$
begin
    if old.kept_at is not null or old.withdrawn_at is not null then
        raise exception 'this promise is over'
            using errcode = 'check_violation', constraint = 'cases_promise_over';
    end if;
    if (new.by_at, new.put_off) is distinct from (old.by_at, old.put_off) and (
        new.put_off <> old.put_off + 1
        or not exists (
            select from cases_put_off as o
            where o.promise_id = old.id and o.from_at = old.by_at and o.until = new.by_at
        )
    ) then
        raise exception 'a promise moves by a put-off that is kept'
            using errcode = 'check_violation', constraint = 'cases_promise_put_off';
    end if;
    return new;
end $$;
create trigger cases_promise_moves before update on cases_promise
    for each row execute function cases_promise_moves();
