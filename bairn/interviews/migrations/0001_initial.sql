-- Who may never sit in the room, read from who takes part in the case, so that no caller can forget
-- it: whoever is implicated, kept out or under suspicion in any of their parts; a witness; another
-- child or victim of the case; the child itself.
create function interviews_seat_allowed() returns trigger language plpgsql as $$
begin
    if not exists (
        select from interviews_interview as i where i.id = new.interview_id and i.case_id = new.case_id
    ) then
        raise exception 'a seat belongs to an interview of its case'
            using errcode = 'check_violation', constraint = 'interviews_seat_of_case';
    end if;
    if new.participant_id is not null and (
        not exists (
            select from cases_participant as p
            where p.id = new.participant_id and p.case_id = new.case_id
        )
        or exists (
            select from cases_participant as p
            join cases_participant as part
              on part.case_id = p.case_id and part.subject_id = p.subject_id
            where p.id = new.participant_id
              and (part.implicated or part.kept_out
                   or part.role in ('suspect', 'witness', 'child', 'victim'))
        )
    ) then
        raise exception 'this person does not sit in the room'
            using errcode = 'check_violation', constraint = 'interviews_seat_allowed';
    end if;
    return new;
end $$;
create trigger interviews_seat_allowed before insert or update on interviews_seat
    for each row execute function interviews_seat_allowed();

-- A sitting belongs to an interview of its case that stands, and that a supervisor agreed to where it
-- is one more.
create function interviews_sitting_agreed() returns trigger language plpgsql as $$
begin
    if not exists (
        select from interviews_interview as i
        where i.id = new.interview_id and i.case_id = new.case_id and i.ended_at is null
          and (i.purpose <> 'repeat' or i.approved_at is not null)
          and new.number <= i.sittings_planned
    ) then
        raise exception 'nobody has agreed to this sitting'
            using errcode = 'check_violation', constraint = 'interviews_sitting_agreed';
    end if;
    return new;
end $$;
create trigger interviews_sitting_agreed before insert or update on interviews_sitting
    for each row execute function interviews_sitting_agreed();
