-- SPDX-License-Identifier: Apache-2.0
-- How often, short enough to stand with the day of the last contact in a line of the first screen.
update work.cadence c set en = v.en
  from (values ('week', 'weekly'), ('month', 'monthly'), ('two_months', 'every two months'), ('quarter', 'quarterly')) v(period, en) where c.period = v.period;
