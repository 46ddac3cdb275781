extension Vocabulary {
    /// Subjects: they say which speaker or developer, and are no need in themselves.
    static let topics = """
        ai|topic||AI|AI|general||ai,人工智能,大模型,aigc,chatgpt,智能体,llm,生成式,大语言模型,生成式ai,通用人工智能,人工智能时代,ai时代,智能时代,ai浪潮|artificial intelligence,chatgpt,generative ai,ai agent,large language model,gpt,genai,age of ai,future of ai|agi,openai,anthropic|ai_dev,llm_apps,ai_agents,ai_workflow
        web3|topic||Web3|Web3|general||区块链,加密货币,nft,比特币,数字货币,虚拟货币,去中心化,币圈,链圈,加密世界,数字资产|blockchain,crypto,cryptocurrency,decentralisation,decentralization,digital asset,decentralised web,decentralized web,crypto community|bitcoin,btc,eth|blockchain_dev,defi,dao_governance,nft_projects
        technology|topic||技术|technology|general||科技,互联网,数码,黑科技,前沿科技,it行业,互联网行业,极客,高科技,新技术,科技圈,数字化,技术交流|tech,emerging technology,tech industry,geek,high-tech,digital technology,frontier technology,tech scene,tech community event|hacker news,techcrunch|development,hardware,devrel
        open_source|topic|technology|开源|open source|general||开源精神,开源软件,自由软件,开源文化,开放源代码|open-source,free software,open source software,open source culture,libre software|github,foss,floss|open_source_maintenance,development
        metaverse|topic|technology|元宇宙|metaverse|general||虚拟世界,虚拟空间,数字世界,虚拟社交|virtual world,digital world,virtual space,virtual reality worlds|decentraland,second life,the sandbox|xr_dev,virtual_production,nft_projects,web3,digital_human
        programming_culture|topic|technology|程序员文化|programming culture|general||程序员生活,码农生活,程序员交流,黑客文化,极客文化,程序员聚会,编程语言,软件工艺|hacker culture,programming language,programmer life,developer culture,programmer meetup,software craftsmanship,geek culture,nerd culture||development,compilers,open_source
        indie_making|topic|technology|独立产品|indie making|general||独立产品人,公开构建,超级个体,副业项目,独立创造者|indie makers,build in public,remote work lifestyle,micro-saas,bootstrapped product,bootstrapping a business||fullstack,rapid_prototyping,startup,product_management,overseas_expansion,freelancing,remote_job,product_marketing
        digital_wellbeing|topic|technology|数字生活|digital life|general||数字排毒,手机成瘾,信息过载,数字极简,网络素养,数字鸿沟,数字素养,信息素养|digital detox,phone addiction,information overload,digital minimalism,digital divide,media literacy||tools_for_thought,privacy_tech,tech_support,elder_digital,parenting_advice
        tech_society|topic|technology|科技与社会议题|technology and society|general||算法偏见,平台经济,科技与人文,技术变革,人机关系,人机协作,科技与艺术,未来社会,未来科技,ai取代工作|algorithmic bias,platform economy,tech and humanity,technological change,human-machine relationship,human-ai collaboration,future society,future technology,future of work,surveillance capitalism||philosophy_science,ai_safety,social_research,civic_tech
        science_topic|topic||科学|science|general||自然科学,科学知识,科学精神,科学前沿,诺贝尔奖,科学爱好者,科学史话,前沿科学|natural science,frontiers of science,nobel prize,science enthusiast,scientific thinking,curiosity about science||science_communication,science,steam_teaching
        space_topic|topic|science_topic|太空|outer space|general||宇宙,航天文化,太空探索,星际,外星人,外星生命,天文航天,空间站,月球,深空|universe,space exploration,extraterrestrial,alien life,space station,the moon,solar system,interstellar||astronomy,aerospace,satellites,science_communication
        life_science_topic|topic|science_topic|生命与脑|life and mind|general||生命奥秘,大脑奥秘,长寿,基因,进化论,人类起源,长生不老,梦的科学,意识之谜|consciousness,longevity,evolution theory,origin of life,human origins,how the brain works,science of dreams||neuroscience,biology_research,science_communication,cognitive_science
        energy_topic|topic|sustainability|能源与气候议题|energy and climate|general||气候变化,全球变暖,能源危机,气候行动,绿色能源,清洁能源,碳达峰|climate change,global warming,energy crisis,climate crisis,green transition||climate_science,energy_engineering,carbon_accounting,solar_energy,advocacy
        gaming_culture|topic||游戏文化|gaming culture|general||玩游戏,打游戏,玩家,游戏玩家,主机游戏,单机游戏,开黑,游戏爱好者|gamer,gaming,video gaming,console gaming,play video games,gaming community,speedrun|nintendo,playstation,xbox|game_dev,game_design,companions,esports_event
        scifi|topic||科幻|science fiction|general||赛博朋克,科幻迷,科幻电影,三体,太空歌剧|sci-fi,scifi,cyberpunk,science-fiction,speculative fiction,solarpunk,science fiction novel||philosophy_science,reading,film,writing,fiction
        sustainability|topic||环保|sustainability|general||可持续,低碳,垃圾分类,净滩,可持续发展,可持续生活,零废弃,绿色生活,环境保护,减塑,生态文明|sustainable,environment,climate,green energy,zero waste,sustainable development,eco-friendly,sustainable living,environmental protection,low-carbon||environment_eng,carbon_accounting,ecology,recycling
        music|topic||音乐|music|general||爵士,民谣,摇滚,古典音乐|jazz,rock music,classical music,folk music||
        art|topic||艺术|art|general||当代艺术,艺术家|arts,contemporary art||
        film|topic||电影|film|general||影视,纪录片放映|cinema,movie||
        reading|topic||阅读|reading|general||读书,书籍,文学|book,literature,book club||
        education|topic||教育|education|general||学习,亲子,家长|parenting,learning||
        health|topic||健康|health|general||养生|wellbeing,wellness||
        women|topic||女性|women|general||女性成长,妈妈|mothers||
        students|topic||学生|students|general||大学生,校园,高校|student,campus,university||
        children|topic||儿童|children|general||孩子,小朋友,幼儿|kids,child||
        elderly|topic||老年人|older people|general||老人,长辈|elderly,seniors||
        food|topic||美食|food culture|general||吃货,火锅,素食|foodie,cuisine,vegan,vegetarian||
        outdoors|topic||户外|outdoors|general||登山,自然|outdoor,nature||
        fintech|topic||金融科技|fintech|general||金融,量化,数字人民币|banking,quant trading,financial technology||quant_dev,fintech_dev,finance
        culture|topic||传统文化|traditional culture|general||非遗,国风,茶道,汉服|heritage,tea ceremony||
        """
}
