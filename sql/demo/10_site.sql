-- SPDX-License-Identifier: Apache-2.0
-- This installation is a demo: invented ID numbers pass, the clock may be moved (decisions 13, 33).
update ref.site set demo = true, name = '老兵（演示）';
