//! What the grammar's rules are called in the language's own words.

use super::grammar::Rule;

/// The words for a rule; none for what would only confuse.
pub(super) fn plain(rule: Rule) -> Option<&'static str> {
    Some(match rule {
        Rule::id | Rule::members | Rule::joint => "a name that begins with a capital",
        Rule::key => "a commitment or an instance such as `PK-1[LeT]`",
        Rule::name | Rule::condition_name | Rule::names => "a name in small letters",
        Rule::string | Rule::strings | Rule::limited_string => "a text in quotation marks",
        Rule::date => "a date such as `2021-06-30`",
        Rule::duration => "a duration such as `12 months`",
        Rule::integer | Rule::number => "a number",
        Rule::unit => "a unit such as `USD`",
        Rule::modal => "`shall`, `must`, `should` or `may`",
        Rule::duty | Rule::act | Rule::run => "what is owed, such as `act against`",
        Rule::targets | Rule::role => "a name, or `each of` a set",
        Rule::role_name => "a role such as `perpetrators`",
        Rule::qualifier | Rule::q_date | Rule::q_within => {
            "a qualifier such as `within 12 months of adoption`"
        }
        Rule::anchor => "`adoption`, `entry into force`, a date or a commitment",
        Rule::pattern => "a condition or an event",
        Rule::stop => "a full stop",
        Rule::comma => "a comma",
        Rule::otherwise => "`otherwise`",
        Rule::instead => "`instead` or `also`",
        Rule::world => "`open world` or `closed world`",
        Rule::policy => {
            "`hold`, `prefer tier`, `prefer latest`, `count as true` or `count as false`"
        }
        Rule::plover => "a PLOVER type such as `COERCE/arrest`",
        Rule::code => "a CAMEO code such as `173`",
        Rule::sv_code => "a code such as `SV0601`",
        Rule::related => "a relation such as `front of`",
        Rule::package => "a package such as `std.counterterrorism`",
        Rule::carries => "`actor`, `target` or `both`",
        Rule::k_carries => "`carries`",
        Rule::set_list => "names such as `A, B and others`",
        Rule::set_kind | Rule::kind_plural => "a kind in the plural such as `incidents`",
        Rule::because | Rule::k_because => "`because`",
        Rule::by_whom | Rule::k_by => "`by`",
        Rule::k_of => "`of`",
        Rule::k_to => "`to`",
        Rule::k_is => "`is`",
        Rule::k_as => "`as`",
        Rule::k_as_of => "`as of`",
        Rule::k_on => "`on`",
        Rule::k_from | Rule::from_date => "`from`",
        Rule::k_until | Rule::until_date => "`until`",
        Rule::k_within => "`within`",
        Rule::k_times => "`times`",
        Rule::k_sources => "`source` or `sources`",
        Rule::independent => "`independent`",
        Rule::k_and => "`and`",
        Rule::k_or => "`or`",
        Rule::k_except | Rule::except => "`except`",
        Rule::k_and_others => "`and others`",
        Rule::k_before => "`before`",
        Rule::k_at_least => "`at least`",
        Rule::k_cites => "`cites`",
        Rule::covering | Rule::k_covering => "`covering`",
        Rule::EOI => "the end",
        _ => return None,
    })
}
