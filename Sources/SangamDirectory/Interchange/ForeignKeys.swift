/// Keys of JSON sources that mean something else than the same word over a column.
enum ForeignKeys {
    static func meaning(of key: String) -> ColumnMeaning? {
        switch key {
        case "image_link_url", "image:license", "image:credit", "image:author", "avg_rating",
            "version", "_version", "created", "_created", "_timestamp", "ratings", "women", "art",
            "link", "ref", "code", "Language":
            .unknown
        case "opening_hours:url": ColumnMeaning(.link, "opening-hours")
        case "state", "county": ColumnMeaning(.region)
        case "contact_name": ColumnMeaning(.contact, "name")
        case "telephone": ColumnMeaning(.contact, "phone")
        case "founded_on": ColumnMeaning(.founded)
        default: nil
        }
    }
}
