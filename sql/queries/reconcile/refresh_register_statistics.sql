-- The register as it now stands, before it is compared with what was landed.
analyze registration, observation
