extension Vocabulary {
    /// Work in and for companies.
    static let business = """
        writing|skill||文案|copywriting|general||文案,写作,撰稿,写文章,编剧,写稿,内容创作,文案策划,软文,作家|copywriting,copywriter,writing,writer,content creation,ghostwriting,blog post,journalist||
        editing|skill|writing|编辑校对|editing|general||编辑,校对,审稿,润色|proofreading,editor,editing,proofreader||
        translation|skill||翻译|translation|general||翻译,笔译,英文翻译,日语翻译,本地化|translation,translator,localisation,localization||
        marketing|skill||推广|marketing|general||推广,营销,市场推广,宣传,市场营销,引流,获客,增长,广告投放,市场|marketing,promotion,advertising,growth,seo,publicity,marketer,campaign||
        social_media|skill|marketing|新媒体运营|social media|general||新媒体,新媒体运营,公众号,小红书,抖音,社交媒体,自媒体,账号运营|social media,instagram,tiktok,content marketing,newsletter,community posts||
        pr|skill|marketing|媒体公关|public relations|general||公关,媒体,媒体资源,新闻稿,媒体报道,记者|public relations,pr,press release,media relations,press||
        community|skill||社群运营|community management|general||社群,社群运营,社区运营,用户运营,社群管理|community management,community manager,community building||
        sales|skill||销售|sales|general||销售,商务拓展,bd,渠道,客户开发,招商|sales,business development,lead generation,salesperson||
        ecommerce|skill||电商运营|e-commerce|general||电商,电商运营,淘宝,跨境电商,网店,选品|e-commerce,ecommerce,amazon store,shopify||
        finance|skill||财务|accounting|general||财务,会计,记账,报税,税务,做账,审计|accounting,accountant,bookkeeping,tax,tax return,audit,payroll||
        funding|resource||融资|funding|general||融资,投资,投资人,天使投资,风险投资,众筹,资金|funding,investor,investment,venture capital,angel investor,crowdfunding,fundraising||
        investment_advice|skill||理财|financial planning|general||理财,理财规划,保险规划,资产配置|financial planning,financial advisor,insurance advice,personal finance||
        legal|skill||法律|legal advice|general||法律,律师,法务,合同,法律咨询,知识产权,专利,商标注册,劳动仲裁|legal,lawyer,legal advice,contract review,attorney,solicitor,patent,trademark,intellectual property||
        hr|skill||招聘|recruiting|general||招聘,人力资源,猎头,hr,找员工|recruiting,recruiter,human resources,hr,hiring,headhunter||
        consulting|skill||商业咨询|business consulting|general||商业咨询,管理咨询,商业计划书,战略咨询,商业模式,创业辅导,咨询顾问|business consulting,consultant,business plan,strategy consulting,business advice||
        partner|skill||合伙人|co-founder|general|person|合伙人,联合创始人,创业伙伴,搭档|co-founder,cofounder,business partner||
        research|skill||调研|research|general||调研,市场调研,行业研究,问卷,市场研究,学术研究|market research,survey,desk research,industry research,academic research||
        career|skill||职业规划|career coaching|general||职业规划,求职辅导,简历,面试辅导,转行,职业咨询,简历修改,职业发展|career,career coaching,career advice,resume,cv,interview preparation,job search,cover letter||
        office_admin|skill||行政助理|assistance|general||行政,助理,秘书,录入,数据录入|virtual assistant,personal assistant,secretary,data entry,admin support||
        supply_chain|skill||供应链|sourcing|general||供应链,采购,工厂,打样,代工,生产制造,找工厂|sourcing,supply chain,manufacturing,factory,procurement,supplier||
        logistics|resource||物流|logistics|general||物流,快递,配送,仓储,货运,送货|logistics,delivery,courier,warehouse,shipping,freight||
        """
}
