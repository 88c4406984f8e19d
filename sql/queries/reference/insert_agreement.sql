-- Adds a sharing agreement between a practice and a provider.
insert into sharing_agreement (practice_code, provider_code, from_on, to_on, reference)
values (:practice_code, :provider_code, :from_on, :to_on, :reference)
