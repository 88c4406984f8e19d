-- Observations live on in the register; the landed copy of an applied extract is not kept.
delete from landed_observation
using extract
where
    landed_observation.extract_id = extract.extract_id
    and extract.fate = 'reconciling'
