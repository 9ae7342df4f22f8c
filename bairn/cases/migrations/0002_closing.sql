-- Two people close a case in which somebody under 18, or of an age that nobody knows, takes part, and
-- one in which nobody harmed is known yet. Read from who takes part, so that no caller can forget it.
create function cases_closing_people() returns trigger language plpgsql as $$
begin
    if new.confirmed_by is not null and new.confirmed_by = new.proposed_by and (
        exists (
            select from cases_participant as p
            where p.case_id = new.case_id and p.role <> 'reporter'
              and (p.role = 'child' or p.under_18 is not false)
        )
        or not exists (
            select from cases_participant as p
            where p.case_id = new.case_id and p.role in ('child', 'victim')
        )
    ) then
        raise exception 'a second person has to agree to close this case'
            using errcode = 'check_violation', constraint = 'cases_closing_two_people';
    end if;
    return new;
end $$;
create trigger cases_closing_people before insert or update on cases_closing
    for each row execute function cases_closing_people();

-- A case is closed by a confirmed closing and by nothing else.
create function cases_closed_by_closing() returns trigger language plpgsql as $$
begin
    if new.closed_at is not null and not exists (
        select from cases_closing as c
        where c.case_id = new.id and c.confirmed_at is not null and c.reopened_at is null
    ) then
        raise exception 'a case is closed by a confirmed closing'
            using errcode = 'check_violation', constraint = 'cases_closed_by_closing';
    end if;
    return new;
end $$;
create trigger cases_closed_by_closing before update of closed_at on cases_case
    for each row execute function cases_closed_by_closing();
