-- The time zones that MariaDB's tests need, in place of mysql_tzinfo_to_sql over the whole tz database. One statement a line (--init-file).
DELETE FROM mysql.time_zone;
DELETE FROM mysql.time_zone_name;
DELETE FROM mysql.time_zone_transition;
DELETE FROM mysql.time_zone_transition_type;
INSERT INTO mysql.time_zone (Time_zone_id, Use_leap_seconds) VALUES (1, 'N');
INSERT INTO mysql.time_zone_name (Name, Time_zone_id) VALUES ('UTC', 1);
INSERT INTO mysql.time_zone_transition_type (Time_zone_id, Transition_type_id, `Offset`, Is_DST, Abbreviation) VALUES (1, 0, 0, 0, 'UTC');
INSERT INTO mysql.time_zone (Time_zone_id, Use_leap_seconds) VALUES (2, 'N');
INSERT INTO mysql.time_zone_name (Name, Time_zone_id) VALUES ('Asia/Taipei', 2);
INSERT INTO mysql.time_zone_transition_type (Time_zone_id, Transition_type_id, `Offset`, Is_DST, Abbreviation) VALUES (2, 0, 29160, 0, 'LMT'), (2, 1, 28800, 0, 'CST'), (2, 2, 32400, 0, 'JST'), (2, 3, 32400, 1, 'CDT'), (2, 4, 28800, 0, 'CST');
INSERT INTO mysql.time_zone_transition (Time_zone_id, Transition_time, Transition_type_id) VALUES (2, -2335248360, 1), (2, -1017820800, 2), (2, -766224000, 1), (2, -745833600, 3), (2, -733827600, 1), (2, -716889600, 3), (2, -699613200, 1), (2, -683884800, 3), (2, -670669200, 1), (2, -652348800, 3), (2, -639133200, 1), (2, -620812800, 3), (2, -607597200, 1), (2, -589276800, 3), (2, -576061200, 1), (2, -562924800, 3), (2, -541760400, 1), (2, -528710400, 3), (2, -510224400, 1), (2, -497174400, 3), (2, -478688400, 1), (2, -465638400, 3), (2, -449830800, 1), (2, -434016000, 3), (2, -418208400, 1), (2, -402480000, 3), (2, -386672400, 1), (2, -370944000, 3), (2, -355136400, 1), (2, -339408000, 3), (2, -323600400, 1), (2, -302515200, 3), (2, -291978000, 1), (2, -270979200, 3), (2, -260442000, 1), (2, 133977600, 3), (2, 149785200, 1), (2, 165513600, 3), (2, 181321200, 1), (2, 299606400, 3), (2, 307551600, 1);
