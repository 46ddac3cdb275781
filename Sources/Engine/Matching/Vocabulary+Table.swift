extension Vocabulary {
    /// Occasions and subjects, then trades. The format is described at `init(table:)`; a test checks every line.
    static let table = [occasions, eventTrades, digitalTrades, businessTrades, homeTrades, lifeTrades, topics]
        .joined(separator: "\n")

    static let occasions = """
        meetup|activity||聚会|meetup|event|needs:venue+host|聚会,沙龙,见面会,聚一聚,线下活动,交流会,社群活动,派对活动,活动,座谈会,茶话会,读书会,观影会,快闪|meetup,meet-up,gathering,get-together,event,social evening,mixer,salon,networking event,networking evening
        conference|activity|meetup|大会|conference|event|needs:venue+speaker+host|大会,峰会,论坛,研讨会,学术会议,年会,发布会,开幕式,颁奖典礼,庆典|conference,summit,forum,symposium,convention,annual meeting,product launch,launch event,ceremony,gala
        hackathon|activity|meetup|黑客松|hackathon|event|needs:venue+host+mentor|黑客松,编程马拉松,黑客马拉松|hackathon,hack day,code jam
        party|activity|meetup|派对|party|event|needs:venue+catering|派对,生日会,生日聚会,生日派对,庆生,轰趴,庆功宴,晚宴,酒会,年夜饭|party,birthday,celebration,dinner party,banquet,reception,housewarming
        wedding|activity|party|婚礼|wedding|event|needs:venue+wedding_planning+photography|婚礼,结婚,婚宴,订婚,求婚|wedding,engagement party,marriage proposal,getting married,bridal
        exhibition|activity|meetup|展览|exhibition|event|needs:venue+exhibition_design|展览,展会,画展,艺术展,摄影展,毕业展,车展|exhibition,art show,trade fair,expo
        concert|activity|meetup|演出|concert|event|needs:venue+musician+sound|演出,音乐会,演唱会,音乐节,路演演出,livehouse|concert,gig,music festival,recital,open mic,live show
        market|activity|meetup|市集|market|event|needs:venue+host|市集,集市,跳蚤市场|flea market,craft fair,bazaar,street market
        team_building|activity|meetup|团建|team building|event|needs:event_planning+venue|团建,团队建设,拓展训练,公司出游|team building,teambuilding,team-building,company outing,offsite,team retreat
        sports_event|activity|meetup|运动会|sports event|event|needs:venue+coach|运动会,比赛,马拉松,骑行活动,球赛,联赛|tournament,sports day,marathon,fun run,charity run,league
        camp|activity|meetup|营地活动|camp|event|needs:venue+tour_guide|夏令营,冬令营,露营,研学|summer camp,camping trip,retreat
        charity_event|activity|meetup|公益活动|charity event|event|needs:venue+volunteer|公益活动,慈善,义卖,募捐活动|charity event,fundraiser,charity sale,benefit night
        workshop|activity|meetup|工作坊|workshop|sharing|needs:speaker+venue|工作坊,体验课,训练营,实操课|workshop,bootcamp,hands-on class,masterclass
        talk|activity|meetup|分享会|talk|sharing|needs:speaker|分享会,讲座,分享,演讲,主题分享,经验分享,公开课,宣讲|talk,lecture,seminar,webinar,sharing session,presentation,panel
        course|activity||课程|course|sharing|needs:teacher|课程,培训课,网课|course,lessons,curriculum
        trip|activity||旅行|trip|general|needs:travel_planning|旅行,旅游,出游,自驾游,毕业旅行,蜜月,去玩,自由行|trip,travel,holiday,vacation,honeymoon,road trip,journey
        moving|activity||搬家|moving house|general|needs:movers|搬家,搬办公室,搬迁|moving house,move house,moving flat,moving apartment,relocation,relocate,moving out
        website|activity||网站|website|development|needs:web_dev+ui_design|网站,官网,网页,商城,落地页|website,web site,landing page,homepage,online shop,online store,webshop
        app|activity||应用|app|development|needs:app_dev+ui_design|app,应用,手机应用,软件产品|app,mobile app,application
        mini_program|activity||小程序|mini program|development|needs:mini_program_dev+ui_design|小程序|mini program,mini-program,wechat program
        game|activity||游戏|game|development|needs:game_dev+illustration|游戏,独立游戏,手游,桌游设计|video game,indie game,mobile game
        prototype|activity||原型|prototype|design|needs:ux_design|原型,产品原型,demo,样机|prototype,mockup,wireframe,mvp
        startup|activity||创业|startup|general||创业,创业项目,开公司,初创|startup,start-up,new company,found a company
        renovation|activity||装修|renovation|general|needs:interior_design+renovation_work|装修,翻新,老房改造,重新装修|renovation,renovate,refurbish,remodel
        """

    static let eventTrades = """
        venue|resource||场地|venue|event|size site core|场地,会场,会议室,活动空间,场馆,办公空间,教室,礼堂,宴会厅,路演厅,共享空间,咖啡馆场地,地方办,找个地方,场所,报告厅,展厅,排练室,影棚|venue,room,hall,space,meeting room,conference room,event space,co-working space,coworking,classroom,auditorium,banquet hall,function room,location for,studio space,premises,rehearsal room
        host|skill||主持|host|event|person site|主持,主持人,司仪,控场,活动主持|host,hosts,mc,emcee,moderator,facilitator,moderation,facilitation,master of ceremonies
        speaker|skill||讲师|speaker|sharing|person core|讲师,嘉宾,演讲嘉宾,分享嘉宾,演讲者,分享者,主讲,主讲人,讲者,专家嘉宾,讲课|speaker,keynote,guest speaker,lecturer,presenter,panelist,public speaking
        mentor|skill||导师|mentor|sharing|person|导师,评委,指导老师|mentor,judge,mentoring,jury
        event_planning|skill||活动策划|event planning|event|core|活动策划,策划,活动组织,活动执行,会务,统筹,活动运营,策划人|event planning,event planner,event management,event organiser,event organizer,event coordinator,event production,organise events,organize events
        catering|resource||餐饮|catering|event|size site after:venue|餐饮,茶歇,餐食,午餐,晚餐,盒饭,甜品台,自助餐,咖啡茶点,点心,下午茶,饮品,冷餐|catering,caterer,food,lunch,dinner,buffet,snack,refreshment,coffee break,finger food,canape,drinks
        cooking|skill|catering|厨师|chef|general|person site|厨师,私厨,上门做饭,做饭,烹饪,做菜,家宴|chef,cook,private chef,cooking,home cooking
        baking|skill|catering|烘焙|baking|general||烘焙,蛋糕,甜品,面包,生日蛋糕|baking,baker,cake,pastry,dessert,birthday cake
        coffee|skill|catering|咖啡|coffee|event|site|咖啡,咖啡师,手冲,拉花|coffee,barista,espresso
        bartending|skill|catering|调酒|bartending|event|site|调酒,调酒师,鸡尾酒,酒水|bartending,bartender,cocktail,mixologist
        photography|skill||摄影|photography|event|site after:venue|摄影,摄影师,拍照,拍摄,跟拍,活动摄影,婚礼摄影,照片,约拍,写真,修图|photography,photographer,photo,photoshoot,photo shoot,pictures,event photography,portrait
        videography|skill||摄像|videography|event|site after:venue|摄像,摄像师,录像,视频拍摄,拍视频,航拍,宣传片,短片,纪录片|videography,videographer,filming,film crew,video shoot,drone,documentary,camera operator
        video_editing|skill||视频剪辑|video editing|design|after:videography|剪辑,视频剪辑,后期,剪片,视频制作,短视频|video editing,video editor,post-production,editing videos,video production,short video
        livestream|skill||直播|live streaming|event|site after:venue|直播,推流,线上直播,直播技术|live stream,livestream,live streaming,streaming,broadcasting
        equipment|resource||设备|equipment|event|site after:venue|设备,投影,投影仪,音响设备,器材,设备租赁,led屏,大屏,麦克风,桌椅|equipment,projector,gear,equipment rental,av equipment,screen,microphone,furniture rental
        sound|skill|equipment|音响|sound|event|site after:venue|音响,音响师,调音,录音,混音,音频|sound,sound engineer,audio,pa system,mixing,recording
        lighting|skill|equipment|灯光|lighting|event|site after:venue|灯光,灯光师,舞台灯光|lighting,lighting designer,stage light
        stage|skill||舞台搭建|stage building|event|site after:venue|舞台,舞台搭建,搭建,展台,展位搭建,背景板|stage,stage building,booth construction,stand building,set building
        decoration|skill||布置|decoration|event|site after:venue|布置,装饰,花艺布置,气球布置,场景布置,氛围布置|decoration,decorator,decor,balloon,styling
        florist|skill|decoration|花艺|flowers|event|site after:venue|花艺,花艺师,鲜花,插花,花束|flower,florist,floral,bouquet
        wedding_planning|skill|event_planning|婚礼策划|wedding planning|event|core|婚礼策划,婚庆,婚礼统筹,婚礼策划师|wedding planning,wedding planner,wedding coordinator
        makeup|skill||化妆|make-up|general|site|化妆,化妆师,新娘妆,妆造,造型|make-up,makeup,make up artist,mua,hair styling,hairdresser
        musician|skill||音乐表演|live music|event|person site after:venue|乐队,乐手,歌手,驻唱,弹唱,音乐人,演奏,钢琴演奏,小提琴手,吉他手|musician,band,singer,live music,pianist,violinist,guitarist,string quartet,choir
        dj|skill|musician|DJ|DJ|event|person site after:venue|dj,打碟|dj,disc jockey
        performer|skill||表演|performance|event|person site after:venue|表演,表演者,演员,魔术,魔术师,脱口秀,即兴戏剧,舞者,小丑|performer,magician,comedian,stand-up,improv,actor,dancer,clown,entertainer,juggler
        exhibition_design|skill|space_design|策展|curation|design||策展,策展人,展陈设计,布展|curation,curator,exhibition design
        ticketing|skill||报名签到|registration|event||报名,签到,票务,检票,报名系统|registration,ticketing,check-in,sign-up desk
        volunteer|skill||志愿者|volunteers|event|person site|志愿者,义工,志愿服务,帮手|volunteer,helper,helping hand
        security|skill||安保|security|event|site after:venue|安保,保安,安全保障,安检|security guard,event security,bouncer,security staff,stewarding
        first_aid|skill||急救|first aid|event|site after:venue|急救,医疗保障,救护,急救员|first aid,paramedic,medical cover,first aider
        interpreting|skill|translation|口译|interpreting|event|site after:speaker|口译,同传,同声传译,交传,翻译官|interpreting,interpreter,simultaneous interpretation
        gifts|resource||礼品|gifts|event||礼品,伴手礼,奖品,纪念品,周边,文创|gift,prize,giveaway,merchandise,merch,souvenir
        printing|resource||印刷|printing|event|after:graphic_design|印刷,打印,海报印刷,易拉宝,喷绘|printing,print shop,banner printing,flyer printing
        sponsorship|resource||赞助|sponsorship|event||赞助,赞助商,经费支持,冠名|sponsor,sponsorship
        transport|resource||交通|transport|event|size site|交通,用车,大巴,接送,包车,班车,司机,租车|transport,bus,shuttle,driver,coach hire,minibus,pick-up,car hire
        lodging|resource||住宿|accommodation|event|size site|住宿,酒店,民宿,客房,青旅|accommodation,hotel,lodging,hostel,guesthouse,bnb
        """

    static let digitalTrades = """
        design|skill||设计|design|design|core|设计,设计师,美工,视觉|design,designer,visuals
        graphic_design|skill|design|平面设计|graphic design|design||平面设计,海报设计,海报,宣传册,排版,主视觉,宣传物料,物料设计,平面设计师,画册|graphic design,graphic designer,poster,flyer,brochure,layout,typography,print design
        branding|skill|design|品牌设计|branding|design||品牌设计,logo,标志,vi设计,品牌,商标设计,标识|branding,logo,brand identity,corporate identity,brand design,brand
        ui_design|skill|design|界面设计|UI design|design||ui,ui设计,界面设计,界面,app设计,网页设计,ui设计师|ui,ui design,interface design,web design,app design,ui designer,figma
        ux_design|skill|design|体验设计|UX design|design||ux,交互设计,用户体验,体验设计,原型设计,交互,产品设计师,可用性|ux,ux design,interaction design,user experience,product designer,prototyping,ux designer,usability
        user_research|skill|ux_design|用户研究|user research|design||用户研究,用户访谈,用户调研,可用性测试|user research,user interview,usability testing,ux research
        illustration|skill|design|插画|illustration|design||插画,插画师,手绘,漫画,绘本,原画,画画|illustration,illustrator,drawing,comic,concept art,artist
        animation|skill|design|动画|animation|design||动画,动效,mg动画,三维动画|animation,animator,motion design,motion graphics
        modeling_3d|skill|design|三维建模|3D modelling|design||三维,建模,3d建模,3d,渲染,blender|3d,3d modelling,3d modeling,3d model,rendering,blender,cad
        industrial_design|skill|design|工业设计|industrial design|design||工业设计,产品外观,结构设计,外观设计|industrial design,product design,mechanical design,hardware design
        fashion_design|skill|design|服装设计|fashion design|design||服装设计,服装,裁缝,定制服装,旗袍,改衣|fashion,fashion design,tailor,sewing,dressmaker,costume
        space_design|skill|design|空间设计|space design|design||空间设计,建筑设计,建筑师,景观设计|architecture,architect,space design,landscape design
        interior_design|skill|space_design|室内设计|interior design|design|core|室内设计,软装,家装设计,室内设计师|interior design,interior designer,home styling
        development|skill||开发|development|development|core|开发,程序员,工程师,编程,软件开发,写代码,技术开发,开发者,码农,全栈,技术合伙人|development,developer,programmer,software engineer,coding,programming,software,full-stack,fullstack,engineer,cto
        frontend|skill|web_dev|前端开发|frontend development|development|after:ui_design|前端,前端开发,前端工程师,react,vue,three.js,javascript,typescript,h5|frontend,front-end,front end,front end developer,frontend developer,front-end developer,react,vue,angular,javascript,typescript,three.js,css
        backend|skill|web_dev|后端开发|backend development|development||后端,后端开发,服务端,后台开发,接口开发,java,python,golang,node.js|backend,back-end,back end,backend developer,backend engineer,server-side,api development,java,python,golang,node.js,django,rust
        web_dev|skill|development|网站开发|web development|development|core after:ui_design|网站开发,网页开发,建站,web开发,做网站|web development,web developer,wordpress,build websites,website building,webflow
        app_dev|skill|development|应用开发|app development|development|core after:ui_design|app开发,应用开发,移动开发,安卓,安卓开发,ios,ios开发,flutter,移动端|app development,app developer,mobile development,ios,android,flutter,react native,swift,kotlin,mobile developer
        mini_program_dev|skill|app_dev|小程序开发|mini program development|development|core after:ui_design|小程序开发,微信开发,公众号开发|mini program development,wechat development
        game_dev|skill|development|游戏开发|game development|development|core|游戏开发,unity,unreal,游戏程序,游戏策划|game development,game developer,unity,unreal,godot,game design
        embedded|skill|development|嵌入式|embedded systems|development||嵌入式,单片机,硬件开发,硬件,物联网,电路设计,机器人,arduino|embedded,firmware,hardware,iot,arduino,raspberry pi,electronics,robotics,pcb
        ai_dev|skill|development|人工智能开发|AI development|development||人工智能开发,机器学习,深度学习,算法,大模型开发,算法工程师,模型训练,智能体开发,ai开发,nlp|machine learning,deep learning,ai development,ml engineer,data science,data scientist,llm engineering,nlp,computer vision,ai engineer
        data_analysis|skill||数据分析|data analysis|development||数据分析,数据可视化,数据分析师,数据处理,统计分析,爬虫,报表|data analysis,data analyst,analytics,data visualisation,data visualization,statistics,sql,dashboard,excel
        devops|skill|development|运维|operations engineering|development|after:development|运维,服务器,部署,云服务,devops,云计算|devops,deployment,server administration,cloud,sysadmin,kubernetes,infrastructure
        testing|skill|development|测试|software testing|development|after:development|软件测试,测试工程师,功能测试,自动化测试|software testing,qa,test automation,tester,quality assurance
        cybersecurity|skill|development|网络安全|cyber security|development||网络安全,信息安全,渗透测试,安全审计|cyber security,cybersecurity,penetration testing,security audit,infosec
        blockchain_dev|skill|development|区块链开发|blockchain development|development||区块链开发,智能合约,合约开发|smart contract,blockchain development,solidity
        product_management|skill||产品经理|product management|development||产品经理,产品规划,需求分析,产品策划,产品负责人|product manager,product management,product owner,requirements analysis
        project_management|skill||项目管理|project management|general||项目管理,项目经理,敏捷教练,进度管理|project management,project manager,scrum master,agile coach
        tech_support|skill||技术支持|IT support|general||技术支持,修电脑,电脑维修,网络布线,wifi,装系统|it support,tech support,computer repair,wifi,networking setup,laptop repair
        """

    static let businessTrades = """
        writing|skill||文案|copywriting|general||文案,写作,撰稿,写文章,编剧,写稿,内容创作,文案策划,软文,作家|copywriting,copywriter,writing,writer,content creation,ghostwriting,blog post,journalist
        editing|skill|writing|编辑校对|editing|general||编辑,校对,审稿,润色|proofreading,editor,editing,proofreader
        translation|skill||翻译|translation|general||翻译,笔译,英文翻译,日语翻译,本地化|translation,translator,localisation,localization
        marketing|skill||推广|marketing|general||推广,营销,市场推广,宣传,市场营销,引流,获客,增长,广告投放,市场|marketing,promotion,advertising,growth,seo,publicity,marketer,campaign
        social_media|skill|marketing|新媒体运营|social media|general||新媒体,新媒体运营,公众号,小红书,抖音,社交媒体,自媒体,账号运营|social media,instagram,tiktok,content marketing,newsletter,community posts
        pr|skill|marketing|媒体公关|public relations|general||公关,媒体,媒体资源,新闻稿,媒体报道,记者|public relations,pr,press release,media relations,press
        community|skill||社群运营|community management|general||社群,社群运营,社区运营,用户运营,社群管理|community management,community manager,community building
        sales|skill||销售|sales|general||销售,商务拓展,bd,渠道,客户开发,招商|sales,business development,lead generation,salesperson
        ecommerce|skill||电商运营|e-commerce|general||电商,电商运营,淘宝,跨境电商,网店,选品|e-commerce,ecommerce,amazon store,shopify
        finance|skill||财务|accounting|general||财务,会计,记账,报税,税务,做账,审计|accounting,accountant,bookkeeping,tax,tax return,audit,payroll
        funding|resource||融资|funding|general||融资,投资,投资人,天使投资,风险投资,众筹,资金|funding,investor,investment,venture capital,angel investor,crowdfunding,fundraising
        investment_advice|skill||理财|financial planning|general||理财,理财规划,保险规划,资产配置|financial planning,financial advisor,insurance advice,personal finance
        legal|skill||法律|legal advice|general||法律,律师,法务,合同,法律咨询,知识产权,专利,商标注册,劳动仲裁|legal,lawyer,legal advice,contract review,attorney,solicitor,patent,trademark,intellectual property
        hr|skill||招聘|recruiting|general||招聘,人力资源,猎头,hr,找员工|recruiting,recruiter,human resources,hr,hiring,headhunter
        consulting|skill||商业咨询|business consulting|general||商业咨询,管理咨询,商业计划书,战略咨询,商业模式,创业辅导,咨询顾问|business consulting,consultant,business plan,strategy consulting,business advice
        partner|skill||合伙人|co-founder|general|person|合伙人,联合创始人,创业伙伴,搭档|co-founder,cofounder,business partner
        research|skill||调研|research|general||调研,市场调研,行业研究,问卷,市场研究,学术研究|market research,survey,desk research,industry research,academic research
        career|skill||职业规划|career coaching|general||职业规划,求职辅导,简历,面试辅导,转行,职业咨询,简历修改,职业发展|career,career coaching,career advice,resume,cv,interview preparation,job search,cover letter
        office_admin|skill||行政助理|assistance|general||行政,助理,秘书,录入,数据录入|virtual assistant,personal assistant,secretary,data entry,admin support
        supply_chain|skill||供应链|sourcing|general||供应链,采购,工厂,打样,代工,生产制造,找工厂|sourcing,supply chain,manufacturing,factory,procurement,supplier
        logistics|resource||物流|logistics|general||物流,快递,配送,仓储,货运,送货|logistics,delivery,courier,warehouse,shipping,freight
        """

    static let homeTrades = """
        movers|skill||搬运|moving help|general|site core|搬运,搬家公司,搬家服务,搬东西,货拉拉,搬重物|movers,moving company,removal company,moving help,moving van,removals,heavy lifting
        cleaning|skill||保洁|cleaning|general|site|保洁,家政,打扫,清洁,钟点工,大扫除,清洗|cleaning,cleaner,housekeeping,maid,deep clean
        repair|skill||维修|repairs|general|site|维修,修理,师傅,修家电,家电维修,修手机,上门维修|repair,handyman,fix,fixing,odd jobs
        plumbing|skill|repair|水管维修|plumbing|general|site|水管,漏水,水管工,疏通,马桶,修水管|plumber,plumbing,leak,leaking,drain,blocked toilet
        electrical|skill|repair|电工|electrical work|general|site|电工,电路,修灯,换灯,电路维修,布线,插座|electrician,electrical work,wiring,light fitting
        carpentry|skill|repair|木工|carpentry|general|site|木工,打家具,木匠,家具组装,安装家具|carpenter,carpentry,woodwork,furniture assembly,joiner
        painting_walls|skill|renovation_work|刷墙|wall painting|general|site|刷墙,油漆,粉刷,墙面|house painting,wall painting,decorator painter,paint the walls
        renovation_work|skill||装修施工|building work|general|site core after:interior_design|施工,装修队,工长,水电改造,装修公司,贴砖|builder,building work,contractor,construction,tiling
        gardening|skill||园艺|gardening|general|site|园艺,种花,种菜,绿植,庭院,养花,除草|gardening,gardener,plants,lawn,landscaping,garden
        pet_care|skill||宠物照看|pet care|general|site|宠物,遛狗,寄养,喂猫,猫,狗,宠物托管,宠物寄养|pet,pet sitting,dog walking,dog walker,cat sitting,dog,cat,pet care
        vet|skill||宠物医生|veterinary care|general|person|兽医,宠物医院,宠物医生|vet,veterinarian,veterinary
        childcare|skill||育儿照看|childcare|general|site|带娃,保姆,月嫂,看孩子,托管,照看孩子,育儿,带孩子|childcare,babysitter,babysitting,nanny,child care,daycare
        elder_care|skill||老人照护|elder care|general|site|养老,护工,照顾老人,陪护,老人照护,陪诊,看护|elder care,elderly care,caregiver,carer,senior care,nursing care
        real_estate|skill||租房|housing|general||租房,找房,房产,中介,合租,买房,看房|flat hunting,apartment hunting,real estate,estate agent,realtor,renting a flat,find a flat,housing
        car_repair|skill||修车|car repair|general|site|修车,汽车维修,汽修,保养车,洗车|car repair,mechanic,car service,garage
        bike_repair|skill||修自行车|bicycle repair|general|site|修自行车,自行车维修,单车维修,修单车|bicycle repair,bike repair,bike mechanic,bicycle mechanic
        recycling|skill||旧物回收|recycling|general|site|回收,旧物,闲置,二手|recycling,second-hand,used furniture,disposal,clearance
        """

    static let lifeTrades = """
        listening|skill||倾听陪伴|a listening ear|general|core|聊聊,谈心,倾诉,倾听,陪伴,聊天,说说话,迷茫,孤独,孤单,难过,陪聊,心里话|listening,someone to talk to,somebody to talk to,listener,lonely,companionship,feeling lost,feel lost,vent,good listener,chat with someone
        counselling|skill|listening|心理咨询|counselling|general||心理咨询,心理咨询师,心理,焦虑,抑郁,情绪,心理疏导,压力,失恋,失眠|counselling,counseling,counsellor,counselor,therapist,therapy,anxiety,depressed,depression,psychologist,stress,burnout,heartbreak
        coaching|skill||教练辅导|life coaching|general||人生教练,生活教练,成长教练,教练辅导|life coach,life coaching,personal development
        teacher|skill||老师|teacher|sharing|person|老师,教师,家教,辅导,教学,补习,授课,教练课,培训师,培训,陪练|teacher,tutor,tutoring,teaching,instructor,trainer,training,lesson,coaching session
        language_teaching|skill|teacher|语言教学|language teaching|sharing||英语,口语,日语,法语,德语,西班牙语,韩语,学英语,雅思,托福,外教,中文教学,普通话,语言交换|english lesson,language teacher,language exchange,spanish,french,german,japanese,mandarin,ielts,toefl,conversation practice,english teacher,language tutor,learn english,learn chinese,chinese lesson
        maths_teaching|skill|teacher|数理辅导|maths and science tutoring|sharing||数学,物理,化学,奥数,高考,中考,作业辅导|math,maths,mathematics,physics,chemistry,homework help,exam preparation
        music_teaching|skill|teacher|音乐教学|music lessons|sharing||钢琴,吉他,小提琴,声乐,学琴,乐理,尤克里里,学唱歌,古筝,架子鼓|piano,guitar,violin,singing,music lesson,music teacher,drums,ukulele,voice lesson
        art_teaching|skill|teacher|美术教学|art lessons|sharing||美术,学画,素描,油画,水彩,书法,国画|art lesson,painting lesson,watercolour,watercolor,calligraphy,sketching,oil painting,drawing lesson
        dance_teaching|skill|teacher|舞蹈教学|dance lessons|sharing||舞蹈,街舞,跳舞,芭蕾,国标舞|dance,dancing,ballet,salsa,hip-hop dance,dance lesson
        craft|skill||手工|crafts|sharing||手工,陶艺,编织,木作,皮具,手作,折纸,蜡染,香薰,刺绣|craft,pottery,ceramics,knitting,leatherwork,handmade,diy,origami,embroidery,candle making
        coach|skill||运动教练|sports coaching|sharing|person|教练,体能,运动指导,私教,篮球,足球,羽毛球,网球,乒乓球,滑雪,跑步,攀岩,骑行,徒步|sports coach,basketball,football,badminton,tennis,table tennis,skiing,running,climbing,cycling,hiking,soccer,running coach
        fitness|skill|coach|健身|fitness|general||健身,健身教练,减肥,减脂,力量训练,普拉提,增肌|fitness,personal trainer,gym,workout,weight loss,pilates,strength training
        yoga|skill|coach|瑜伽|yoga|general||瑜伽,冥想,正念,瑜伽老师|yoga,meditation,mindfulness,yoga teacher
        swimming|skill|coach|游泳|swimming|general|site|游泳,学游泳,游泳教练|swimming,swimming coach,learn to swim
        nutrition|skill||营养|nutrition|general||营养,营养师,饮食,食谱,膳食|nutrition,nutritionist,diet,dietitian,meal plan
        medical|skill||医疗咨询|medical advice|general||医生,医疗,看病,健康咨询,医院,体检,问诊|doctor,medical,medical advice,physician,health advice,nurse
        tcm|skill|medical|中医|Chinese medicine|general||中医,针灸,推拿,艾灸,调理,按摩|traditional chinese medicine,tcm,acupuncture,massage,cupping
        rehab|skill|medical|康复|physiotherapy|general||康复,理疗,康复师,物理治疗,肩颈|physiotherapy,physiotherapist,rehabilitation,physio,back pain
        travel_planning|skill||行程规划|travel planning|general|core|行程规划,旅行规划,攻略,路线规划,行程,旅行定制,签证|travel planning,itinerary,travel planner,trip planning,travel agent,visa
        tour_guide|skill||导游|tour guide|general|person site after:travel_planning|导游,向导,地陪,领队,带路,当地人|tour guide,guide,local guide,guided tour,city walk
        companions|skill||同伴|companions|general|person|同伴,搭子,一起学,一起去,组队,队友,旅伴,饭搭子,同行,找人一起|companion,buddy,teammate,travel buddy,study partner,study buddy,running partner,like-minded people
        dating|skill||交友|meeting people|general||交友,相亲,脱单,认识新朋友,找对象,交朋友|dating,make friends,new friends,matchmaking,meet people,making friends
        errands|skill||跑腿|errands|general|site|跑腿,代购,代办,排队,帮忙取,代取|errand,errands,shopping for me,queueing,pick up a parcel
        space_travel|skill||航天发射|space flight|general|core|火星,月球旅行,太空旅行,上太空,火箭|mars,space flight,spaceflight,rocket launch,trip to the moon,space travel
        fortune|skill||占卜|tarot|general||塔罗,占卜,算命,星座,风水|tarot,astrology,horoscope,feng shui
        education_planning|skill||升学规划|study-abroad advice|general||升学,留学,留学申请,申请学校,志愿填报|study abroad,college application,university application,admissions advice
        """

    static let topics = """
        ai|topic||AI|AI|general||ai,人工智能,大模型,aigc,chatgpt,智能体,llm,生成式|ai,artificial intelligence,llm,chatgpt,generative ai,ai agent
        web3|topic||Web3|Web3|general||web3,区块链,加密货币,nft|web3,blockchain,crypto,nft
        technology|topic||技术|technology|general||技术,科技,互联网,数码|technology,tech
        open_source|topic||开源|open source|general||开源,github|open source,open-source,github
        sustainability|topic||环保|sustainability|general||环保,可持续,低碳,垃圾分类,净滩|sustainability,sustainable,environment,climate,green energy,zero waste
        music|topic||音乐|music|general||音乐,爵士,民谣,摇滚,古典音乐|music,jazz,rock music,classical music,folk music
        art|topic||艺术|art|general||艺术,当代艺术,艺术家|art,arts,contemporary art
        film|topic||电影|film|general||电影,影视,纪录片放映|film,cinema,movie
        reading|topic||阅读|reading|general||阅读,读书,书籍,文学|book,reading,literature,book club
        education|topic||教育|education|general||教育,学习,亲子,家长|education,parenting,learning
        health|topic||健康|health|general||健康,养生|health,wellbeing,wellness
        women|topic||女性|women|general||女性,女性成长,妈妈|women,mothers
        students|topic||学生|students|general||学生,大学生,校园,高校|student,campus,university
        children|topic||儿童|children|general||儿童,孩子,小朋友,幼儿|children,kids,child
        elderly|topic||老年人|older people|general||老人,老年人,长辈|elderly,seniors,older people
        food|topic||美食|food culture|general||美食,吃货,火锅,素食|foodie,cuisine,vegan,vegetarian
        outdoors|topic||户外|outdoors|general||户外,登山,自然|outdoor,outdoors,nature
        fintech|topic||金融科技|fintech|general||金融,金融科技,量化|fintech,banking,quant trading
        culture|topic||传统文化|traditional culture|general||传统文化,非遗,国风,茶道,汉服|traditional culture,heritage,tea ceremony
        """
}
