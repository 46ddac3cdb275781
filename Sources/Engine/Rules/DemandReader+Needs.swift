/// Which of the things that a text names are needed, and which only stand in it.
extension DemandReader {
    struct Needs {
        /// Said to be needed.
        var explicit: [Int] = []
        /// What the occasion usually takes besides.
        var implied: [Int] = []
        var activities: [Int] = []
        /// What it is about.
        var topics: [Int] = []
    }

    func needs() -> Needs {
        var needs = Needs()
        var unwanted: Set<Int> = []
        var attended: Set<Int> = []
        for hit in hits {
            let concept = vocabulary.concepts[hit.concept]
            if concept.isSubject || isMereSubject(hit) {
                if !needs.topics.contains(hit.concept) { needs.topics.append(hit.concept) }
            } else if needs.explicit.contains(hit.concept) || needs.activities.contains(hit.concept) {
                continue
            } else if isUnwanted(hit) {
                unwanted.insert(hit.concept)
            } else if concept.kind == .activity {
                needs.activities.append(hit.concept)
                if isAttended(hit) { attended.insert(hit.concept) }
            } else {
                needs.explicit.append(hit.concept)
            }
        }
        needs.explicit = specific(needs.explicit)
        for activity in needs.activities.prefix(2) where !attended.contains(activity) {
            addImplied(by: activity, to: &needs, unwanted: unwanted)
        }
        needs.explicit = specific(needs.explicit)
        // Several trades named: what the occasion usually takes is the requester's business, except where it has to happen.
        if needs.explicit.count >= 3 { needs.implied.removeAll { vocabulary.concepts[$0].key != "venue" } }
        return needs
    }

    /// "Design" beside "poster design" is the same need.
    private func specific(_ concepts: [Int]) -> [Int] {
        concepts.filter { general in
            !concepts.contains { $0 != general && vocabulary.ancestors(of: $0).contains(general) }
        }
    }

    private func addImplied(by activity: Int, to needs: inout Needs, unwanted: Set<Int>) {
        let isPrototype = needs.activities.contains { vocabulary.concepts[$0].key == "prototype" }
        let remote = isRemote() == true
        for key in vocabulary.concepts[activity].implies {
            guard let implied = vocabulary[key], !unwanted.contains(implied), !needs.implied.contains(implied)
            else { continue }
            let concept = vocabulary.concepts[implied]
            if remote, concept.isOnSite { continue }
            // A prototype of an app is drawn, not built.
            if isPrototype, concept.type == "development" { continue }
            // "Planning" for a wedding is wedding planning.
            if let general = needs.explicit.firstIndex(where: { vocabulary.ancestors(of: implied).contains($0) }) {
                needs.explicit[general] = implied
                continue
            }
            let isServed = needs.explicit.contains { explicit in
                explicit == implied || vocabulary.ancestors(of: explicit).contains(implied)
                    || vocabulary.concepts[explicit].type == "development" && concept.type == "development"
            }
            if !isServed { needs.implied.append(implied) }
        }
    }

    // MARK: what surrounds a word

    private static let refusals = [
        "不需要", "不用", "无需", "不要", "已有", "已经有", "自带", "我们有", "我有", "除了", "有一架", "有一本", "有一台", "有一只", "有一份", "有一辆", "有一套",
        "no ", "without ", "don't need ", "do not need ", "already have ", "have our own ", "have my own ", "have a ",
        "don't want ", "do not want ", "except ",
    ]
    private static let settled = [
        "已有", "已经有", "已经定", "已经订", "已定", "已订", "有了", "自备", "定好了", "订好了", "定了", "也定了", "不缺", "不需要", "就不用", "都印出来了",
        "印好了",
        " is booked", " is already", " is sorted", " already booked", " is covered", " not needed", " is settled",
    ]
    private static let selves = [
        "我是一名", "我是一个", "我是一位", "我是个", "我是", "我们是", "作为", "我做", "我会", "我负责", "我擅长", "我自己做", "i am a ", "i'm a ",
        "i am an ",
        "i'm an ", "we are a ", "we're a ", "we are an ", "as a ", "as an ", "i work as a ", "i work in ", "i do ",
        "we do ",
    ]
    private static let wishes = [
        "找", "需要", "想", "请", "求", "缺", "差", "招", "need", "want", "look", "find", "seek", "hire", "miss", "book",
    ]
    private static let possessions = ["已有", "自带"]
    private static let owners = ["自己的", "我的", "我们的", "我家", "my ", "our ", "his ", "her ", "their "]
    private static let longPast = ["半年了", "年了", "个月了", "天了", "很久了", "年前", "以前"]

    /// Whether a hit says what somebody has, is or did rather than what is missing.
    func isUnwanted(_ hit: Vocabulary.Hit) -> Bool {
        let start = hit.range.lowerBound, end = hit.range.upperBound
        // 已 + 有场地: a word of the vocabulary may begin inside the refusal.
        return has(DemandReader.refusals, before: start, within: 12)
            || hit.range.count > 2 && has(DemandReader.possessions, before: start + 1, within: 2)
            || has(DemandReader.settled, after: end, within: 3)
            || has(DemandReader.longPast, after: end, within: 8)
            || isAboutSelf(hit) || isOwned(hit) || isOwnBusiness(hit)
    }

    /// "I'm a designer and I need a photographer": only what comes before the wish is oneself.
    private func isAboutSelf(_ hit: Vocabulary.Hit) -> Bool {
        let distance = language == .chinese ? 14 : 30
        guard has(DemandReader.selves, before: hit.range.lowerBound, within: distance) else { return false }
        return !has(DemandReader.wishes, before: hit.range.lowerBound, within: distance)
    }

    /// "Our workshop", "自己的手工作坊": theirs already. What is to be worked on may be theirs: "design our logo".
    private func isOwned(_ hit: Vocabulary.Hit) -> Bool {
        let concept = vocabulary.concepts[hit.concept]
        guard concept.kind == .activity || concept.kind == .resource || isLearned(hit.concept) else { return false }
        return has(DemandReader.owners, before: hit.range.lowerBound, within: language == .chinese ? 3 : 10)
    }

    private static let businesses = [
        "店", "馆", "俱乐部", "作坊", "铺", "协会", "学校", "厂", "社团", " shop", " store", " cafe", " restaurant", " club",
        " startup",
        " business", " school", " society", " studio", " museum", " workshop", " bakery", " bar",
    ]
    private static let founders = [
        "开一家", "开家", "开个", "开了", "开的", "经营", "运营一家", "我们是", "自己的", "opening a", "open a", "opened a", "run a",
        "running a",
        "own a", "my ", "our ", "we're a", "we are a",
    ]

    /// "Opening a dessert shop", "开一家甜品店": the trade of the requester.
    private func isOwnBusiness(_ hit: Vocabulary.Hit) -> Bool {
        has(DemandReader.businesses, after: hit.range.upperBound, within: 0)
            && has(DemandReader.founders, before: hit.range.lowerBound, within: language == .chinese ? 12 : 40)
    }

    private static let visits = [
        "有场", "有一场", "有个", "参加", "报名了", "there's a", "there is a", "attend", "attending", "joining", "taking part in",
        "going to a", "going to the",
    ]

    /// "There's a hackathon in Berlin": somebody else holds it.
    private func isAttended(_ hit: Vocabulary.Hit) -> Bool {
        has(DemandReader.visits, before: hit.range.lowerBound, within: language == .chinese ? 12 : 24)
            && !has(["办", "组织", "hold", "host", "organi"], before: hit.range.lowerBound, within: 12)
    }

    private static let learning = [
        "学", "教", "课", "老师", "辅导", "补习", "陪练", "练", "培训", "指导", "入门", "体验", "班", "learn", "lesson", "teach", "tutor",
        "coach",
        "class", "course", "practi", "train", "instructor", "workshop",
    ]

    /// A trade of teaching: its words are those of what is taught.
    private func isLearned(_ concept: Int) -> Bool {
        let roots = vocabulary.ancestors(of: concept) + [concept]
        return roots.contains { ["teacher", "coach", "craft"].contains(vocabulary.concepts[$0].key) }
    }

    private static let subjectMarks = ["方面的词", "方面的术语", "方面的内容", "术语", "行业", "领域", "题材", " terms", " industry"]

    /// "One upright piano" in a removal, "a badminton club": nobody wants to learn it.
    private func isMereSubject(_ hit: Vocabulary.Hit) -> Bool {
        if has(DemandReader.subjectMarks, after: hit.range.upperBound, within: 0) { return true }
        guard isLearned(hit.concept), !["teacher", "coach"].contains(vocabulary.concepts[hit.concept].key) else {
            return false
        }
        let all = text.folded(0..<min(text.count, 4_000))
        return !DemandReader.learning.contains { all.contains($0) }
            && !has(["找", "请", "looking for ", "need a ", "need an "], before: hit.range.lowerBound, within: 3)
    }
}
