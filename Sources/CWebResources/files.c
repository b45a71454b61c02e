// Written by scripts/make-web-resources. C23's #embed takes a moment; a Swift array literal of this
// size costs the compiler most of a minute.
#include "CWebResources.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const uint8_t f_Catalogues_ar_txt[] = {
#embed "../SangamWeb/Resources/Catalogues/ar.txt"
};
static const uint8_t f_Catalogues_en_txt[] = {
#embed "../SangamWeb/Resources/Catalogues/en.txt"
};
static const uint8_t f_Catalogues_es_txt[] = {
#embed "../SangamWeb/Resources/Catalogues/es.txt"
};
static const uint8_t f_Catalogues_fr_txt[] = {
#embed "../SangamWeb/Resources/Catalogues/fr.txt"
};
static const uint8_t f_Catalogues_id_txt[] = {
#embed "../SangamWeb/Resources/Catalogues/id.txt"
};
static const uint8_t f_Catalogues_pt_txt[] = {
#embed "../SangamWeb/Resources/Catalogues/pt.txt"
};
static const uint8_t f_Catalogues_ur_txt[] = {
#embed "../SangamWeb/Resources/Catalogues/ur.txt"
};
static const uint8_t f_accessibility_mustache[] = {
#embed "../SangamWeb/Resources/accessibility.mustache"
};
static const uint8_t f_agenda_mustache[] = {
#embed "../SangamWeb/Resources/agenda.mustache"
};
static const uint8_t f_art_svg[] = {
#embed "../SangamWeb/Resources/art.svg"
};
static const uint8_t f_ask_mustache[] = {
#embed "../SangamWeb/Resources/ask.mustache"
};
static const uint8_t f_branch_mustache[] = {
#embed "../SangamWeb/Resources/branch.mustache"
};
static const uint8_t f_calendar_mustache[] = {
#embed "../SangamWeb/Resources/calendar.mustache"
};
static const uint8_t f_correct_mustache[] = {
#embed "../SangamWeb/Resources/correct.mustache"
};
static const uint8_t f_crumbs_mustache[] = {
#embed "../SangamWeb/Resources/crumbs.mustache"
};
static const uint8_t f_embedlist_mustache[] = {
#embed "../SangamWeb/Resources/embedlist.mustache"
};
static const uint8_t f_embedmap_mustache[] = {
#embed "../SangamWeb/Resources/embedmap.mustache"
};
static const uint8_t f_empty_mustache[] = {
#embed "../SangamWeb/Resources/empty.mustache"
};
static const uint8_t f_exports_mustache[] = {
#embed "../SangamWeb/Resources/exports.mustache"
};
static const uint8_t f_facets_mustache[] = {
#embed "../SangamWeb/Resources/facets.mustache"
};
static const uint8_t f_faults_mustache[] = {
#embed "../SangamWeb/Resources/faults.mustache"
};
static const uint8_t f_figures_mustache[] = {
#embed "../SangamWeb/Resources/figures.mustache"
};
static const uint8_t f_foot_mustache[] = {
#embed "../SangamWeb/Resources/foot.mustache"
};
static const uint8_t f_goods_mustache[] = {
#embed "../SangamWeb/Resources/goods.mustache"
};
static const uint8_t f_ground_mustache[] = {
#embed "../SangamWeb/Resources/ground.mustache"
};
static const uint8_t f_head_mustache[] = {
#embed "../SangamWeb/Resources/head.mustache"
};
static const uint8_t f_help_mustache[] = {
#embed "../SangamWeb/Resources/help.mustache"
};
static const uint8_t f_home_mustache[] = {
#embed "../SangamWeb/Resources/home.mustache"
};
static const uint8_t f_icon_svg[] = {
#embed "../SangamWeb/Resources/icon.svg"
};
static const uint8_t f_linkeddata_mustache[] = {
#embed "../SangamWeb/Resources/linkeddata.mustache"
};
static const uint8_t f_listing_mustache[] = {
#embed "../SangamWeb/Resources/listing.mustache"
};
static const uint8_t f_map_mustache[] = {
#embed "../SangamWeb/Resources/map.mustache"
};
static const uint8_t f_mappicture_mustache[] = {
#embed "../SangamWeb/Resources/mappicture.mustache"
};
static const uint8_t f_merged_mustache[] = {
#embed "../SangamWeb/Resources/merged.mustache"
};
static const uint8_t f_message_mustache[] = {
#embed "../SangamWeb/Resources/message.mustache"
};
static const uint8_t f_moment_mustache[] = {
#embed "../SangamWeb/Resources/moment.mustache"
};
static const uint8_t f_network_mustache[] = {
#embed "../SangamWeb/Resources/network.mustache"
};
static const uint8_t f_networks_mustache[] = {
#embed "../SangamWeb/Resources/networks.mustache"
};
static const uint8_t f_notices_mustache[] = {
#embed "../SangamWeb/Resources/notices.mustache"
};
static const uint8_t f_openapi_json[] = {
#embed "../SangamWeb/Resources/openapi.json"
};
static const uint8_t f_outline_txt[] = {
#embed "../SangamWeb/Resources/outline.txt"
};
static const uint8_t f_people_mustache[] = {
#embed "../SangamWeb/Resources/people.mustache"
};
static const uint8_t f_placepicture_mustache[] = {
#embed "../SangamWeb/Resources/placepicture.mustache"
};
static const uint8_t f_print_mustache[] = {
#embed "../SangamWeb/Resources/print.mustache"
};
static const uint8_t f_privacy_mustache[] = {
#embed "../SangamWeb/Resources/privacy.mustache"
};
static const uint8_t f_provenance_mustache[] = {
#embed "../SangamWeb/Resources/provenance.mustache"
};
static const uint8_t f_reach_mustache[] = {
#embed "../SangamWeb/Resources/reach.mustache"
};
static const uint8_t f_relations_mustache[] = {
#embed "../SangamWeb/Resources/relations.mustache"
};
static const uint8_t f_results_mustache[] = {
#embed "../SangamWeb/Resources/results.mustache"
};
static const uint8_t f_rows_mustache[] = {
#embed "../SangamWeb/Resources/rows.mustache"
};
static const uint8_t f_search_mustache[] = {
#embed "../SangamWeb/Resources/search.mustache"
};
static const uint8_t f_searchtop_mustache[] = {
#embed "../SangamWeb/Resources/searchtop.mustache"
};
static const uint8_t f_sent_mustache[] = {
#embed "../SangamWeb/Resources/sent.mustache"
};
static const uint8_t f_share_mustache[] = {
#embed "../SangamWeb/Resources/share.mustache"
};
static const uint8_t f_site_js[] = {
#embed "../SangamWeb/Resources/site.js"
};
static const uint8_t f_style_css[] = {
#embed "../SangamWeb/Resources/style.css"
};
static const uint8_t f_text_mustache[] = {
#embed "../SangamWeb/Resources/text.mustache"
};
static const uint8_t f_thing_mustache[] = {
#embed "../SangamWeb/Resources/thing.mustache"
};
static const uint8_t f_tree_mustache[] = {
#embed "../SangamWeb/Resources/tree.mustache"
};
static const uint8_t f_value_mustache[] = {
#embed "../SangamWeb/Resources/value.mustache"
};
static const uint8_t f_verify_mustache[] = {
#embed "../SangamWeb/Resources/verify.mustache"
};
static const uint8_t f_viewfoot_mustache[] = {
#embed "../SangamWeb/Resources/viewfoot.mustache"
};

static const struct {
    const char *name;
    const uint8_t *bytes;
    size_t count;
} files[] = {
    {"Catalogues/ar.txt", f_Catalogues_ar_txt, sizeof f_Catalogues_ar_txt},
    {"Catalogues/en.txt", f_Catalogues_en_txt, sizeof f_Catalogues_en_txt},
    {"Catalogues/es.txt", f_Catalogues_es_txt, sizeof f_Catalogues_es_txt},
    {"Catalogues/fr.txt", f_Catalogues_fr_txt, sizeof f_Catalogues_fr_txt},
    {"Catalogues/id.txt", f_Catalogues_id_txt, sizeof f_Catalogues_id_txt},
    {"Catalogues/pt.txt", f_Catalogues_pt_txt, sizeof f_Catalogues_pt_txt},
    {"Catalogues/ur.txt", f_Catalogues_ur_txt, sizeof f_Catalogues_ur_txt},
    {"accessibility.mustache", f_accessibility_mustache, sizeof f_accessibility_mustache},
    {"agenda.mustache", f_agenda_mustache, sizeof f_agenda_mustache},
    {"art.svg", f_art_svg, sizeof f_art_svg},
    {"ask.mustache", f_ask_mustache, sizeof f_ask_mustache},
    {"branch.mustache", f_branch_mustache, sizeof f_branch_mustache},
    {"calendar.mustache", f_calendar_mustache, sizeof f_calendar_mustache},
    {"correct.mustache", f_correct_mustache, sizeof f_correct_mustache},
    {"crumbs.mustache", f_crumbs_mustache, sizeof f_crumbs_mustache},
    {"embedlist.mustache", f_embedlist_mustache, sizeof f_embedlist_mustache},
    {"embedmap.mustache", f_embedmap_mustache, sizeof f_embedmap_mustache},
    {"empty.mustache", f_empty_mustache, sizeof f_empty_mustache},
    {"exports.mustache", f_exports_mustache, sizeof f_exports_mustache},
    {"facets.mustache", f_facets_mustache, sizeof f_facets_mustache},
    {"faults.mustache", f_faults_mustache, sizeof f_faults_mustache},
    {"figures.mustache", f_figures_mustache, sizeof f_figures_mustache},
    {"foot.mustache", f_foot_mustache, sizeof f_foot_mustache},
    {"goods.mustache", f_goods_mustache, sizeof f_goods_mustache},
    {"ground.mustache", f_ground_mustache, sizeof f_ground_mustache},
    {"head.mustache", f_head_mustache, sizeof f_head_mustache},
    {"help.mustache", f_help_mustache, sizeof f_help_mustache},
    {"home.mustache", f_home_mustache, sizeof f_home_mustache},
    {"icon.svg", f_icon_svg, sizeof f_icon_svg},
    {"linkeddata.mustache", f_linkeddata_mustache, sizeof f_linkeddata_mustache},
    {"listing.mustache", f_listing_mustache, sizeof f_listing_mustache},
    {"map.mustache", f_map_mustache, sizeof f_map_mustache},
    {"mappicture.mustache", f_mappicture_mustache, sizeof f_mappicture_mustache},
    {"merged.mustache", f_merged_mustache, sizeof f_merged_mustache},
    {"message.mustache", f_message_mustache, sizeof f_message_mustache},
    {"moment.mustache", f_moment_mustache, sizeof f_moment_mustache},
    {"network.mustache", f_network_mustache, sizeof f_network_mustache},
    {"networks.mustache", f_networks_mustache, sizeof f_networks_mustache},
    {"notices.mustache", f_notices_mustache, sizeof f_notices_mustache},
    {"openapi.json", f_openapi_json, sizeof f_openapi_json},
    {"outline.txt", f_outline_txt, sizeof f_outline_txt},
    {"people.mustache", f_people_mustache, sizeof f_people_mustache},
    {"placepicture.mustache", f_placepicture_mustache, sizeof f_placepicture_mustache},
    {"print.mustache", f_print_mustache, sizeof f_print_mustache},
    {"privacy.mustache", f_privacy_mustache, sizeof f_privacy_mustache},
    {"provenance.mustache", f_provenance_mustache, sizeof f_provenance_mustache},
    {"reach.mustache", f_reach_mustache, sizeof f_reach_mustache},
    {"relations.mustache", f_relations_mustache, sizeof f_relations_mustache},
    {"results.mustache", f_results_mustache, sizeof f_results_mustache},
    {"rows.mustache", f_rows_mustache, sizeof f_rows_mustache},
    {"search.mustache", f_search_mustache, sizeof f_search_mustache},
    {"searchtop.mustache", f_searchtop_mustache, sizeof f_searchtop_mustache},
    {"sent.mustache", f_sent_mustache, sizeof f_sent_mustache},
    {"share.mustache", f_share_mustache, sizeof f_share_mustache},
    {"site.js", f_site_js, sizeof f_site_js},
    {"style.css", f_style_css, sizeof f_style_css},
    {"text.mustache", f_text_mustache, sizeof f_text_mustache},
    {"thing.mustache", f_thing_mustache, sizeof f_thing_mustache},
    {"tree.mustache", f_tree_mustache, sizeof f_tree_mustache},
    {"value.mustache", f_value_mustache, sizeof f_value_mustache},
    {"verify.mustache", f_verify_mustache, sizeof f_verify_mustache},
    {"viewfoot.mustache", f_viewfoot_mustache, sizeof f_viewfoot_mustache},
};

size_t sangam_web_file_count(void) { return sizeof files / sizeof files[0]; }

const char *sangam_web_file_name(size_t place) {
    return place < sangam_web_file_count() ? files[place].name : NULL;
}

const uint8_t *sangam_web_file_bytes(size_t place, size_t *count) {
    if (place >= sangam_web_file_count()) {
        *count = 0;
        return NULL;
    }
    *count = files[place].count;
    return files[place].bytes;
}
