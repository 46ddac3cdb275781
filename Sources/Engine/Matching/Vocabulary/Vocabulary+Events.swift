extension Vocabulary {
    /// Trades and things around an event.
    static let events = """
        venue|resource||场地|venue|event|size site core|场地,会场,会议室,活动空间,场馆,办公空间,教室,礼堂,宴会厅,路演厅,共享空间,咖啡馆场地,地方办,找个地方,场所,报告厅,展厅,排练室,影棚|venue,room,hall,space,meeting room,conference room,event space,co-working space,coworking,classroom,auditorium,banquet hall,function room,location for,studio space,premises,rehearsal room||
        host|skill||主持|host|event|person site|主持,主持人,司仪,控场,活动主持|host,hosts,mc,emcee,moderator,facilitator,moderation,facilitation,master of ceremonies||
        speaker|skill||讲师|speaker|sharing|person core|讲师,嘉宾,演讲嘉宾,分享嘉宾,演讲者,分享者,主讲,主讲人,讲者,专家嘉宾,讲课|speaker,keynote,guest speaker,lecturer,presenter,panelist,public speaking||
        mentor|skill||导师|mentor|sharing|person|导师,评委,指导老师|mentor,judge,mentoring,jury||
        event_planning|skill||活动策划|event planning|event|core|活动策划,策划,活动组织,活动执行,会务,统筹,活动运营,策划人|event planning,event planner,event management,event organiser,event organizer,event coordinator,event production,organise events,organize events||
        catering|resource||餐饮|catering|event|size site after:venue|餐饮,茶歇,餐食,午餐,晚餐,盒饭,甜品台,自助餐,咖啡茶点,点心,下午茶,饮品,冷餐|catering,caterer,food,lunch,dinner,buffet,snack,refreshment,coffee break,finger food,canape,drinks||
        cooking|skill|catering|厨师|chef|general|person site|厨师,私厨,上门做饭,做饭,烹饪,做菜,家宴|chef,cook,private chef,cooking,home cooking||
        baking|skill|catering|烘焙|baking|general||烘焙,蛋糕,甜品,面包,生日蛋糕|baking,baker,cake,pastry,dessert,birthday cake||
        coffee|skill|catering|咖啡|coffee|event|site|咖啡,咖啡师,手冲,拉花|coffee,barista,espresso||
        bartending|skill|catering|调酒|bartending|event|site|调酒,调酒师,鸡尾酒,酒水|bartending,bartender,cocktail,mixologist||
        photography|skill||摄影|photography|event|site after:venue|摄影,摄影师,拍照,拍摄,跟拍,活动摄影,婚礼摄影,照片,约拍,写真,修图|photography,photographer,photo,photoshoot,photo shoot,pictures,event photography,portrait||
        videography|skill||摄像|videography|event|site after:venue|摄像,摄像师,录像,视频拍摄,拍视频,航拍,宣传片,短片,纪录片|videography,videographer,filming,film crew,video shoot,drone,documentary,camera operator||
        video_editing|skill||视频剪辑|video editing|design|after:videography|剪辑,视频剪辑,后期,剪片,视频制作,短视频|video editing,video editor,post-production,editing videos,video production,short video||
        livestream|skill||直播|live streaming|event|site after:venue|直播,推流,线上直播,直播技术|live stream,livestream,live streaming,streaming,broadcasting||
        equipment|resource||设备|equipment|event|site after:venue|设备,投影,投影仪,音响设备,器材,设备租赁,led屏,大屏,麦克风,桌椅|equipment,projector,gear,equipment rental,av equipment,screen,microphone,furniture rental||
        sound|skill|equipment|音响|sound|event|site after:venue|音响,音响师,调音,录音,混音,音频|sound,sound engineer,audio,pa system,mixing,recording||
        lighting|skill|equipment|灯光|lighting|event|site after:venue|灯光,灯光师,舞台灯光|lighting,lighting designer,stage light||
        stage|skill||舞台搭建|stage building|event|site after:venue|舞台,舞台搭建,搭建,展台,展位搭建,背景板|stage,stage building,booth construction,stand building,set building||
        decoration|skill||布置|decoration|event|site after:venue|布置,装饰,花艺布置,气球布置,场景布置,氛围布置|decoration,decorator,decor,balloon,styling||
        florist|skill|decoration|花艺|flowers|event|site after:venue|花艺,花艺师,鲜花,插花,花束|flower,florist,floral,bouquet||
        wedding_planning|skill|event_planning|婚礼策划|wedding planning|event|core|婚礼策划,婚庆,婚礼统筹,婚礼策划师|wedding planning,wedding planner,wedding coordinator||
        makeup|skill||化妆|make-up|general|site|化妆,化妆师,新娘妆,妆造,造型|make-up,makeup,make up artist,mua,hair styling,hairdresser||
        musician|skill||音乐表演|live music|event|person site after:venue|乐队,乐手,歌手,驻唱,弹唱,音乐人,演奏,钢琴演奏,小提琴手,吉他手|musician,band,singer,live music,pianist,violinist,guitarist,string quartet,choir||
        dj|skill|musician|DJ|DJ|event|person site after:venue|dj,打碟|dj,disc jockey||
        performer|skill||表演|performance|event|person site after:venue|表演,表演者,演员,魔术,魔术师,脱口秀,即兴戏剧,舞者,小丑|performer,magician,comedian,stand-up,improv,actor,dancer,clown,entertainer,juggler||
        exhibition_design|skill|space_design|策展|curation|design||策展,策展人,展陈设计,布展|curation,curator,exhibition design||
        ticketing|skill||报名签到|registration|event||报名,签到,票务,检票,报名系统|registration,ticketing,check-in,sign-up desk||
        volunteer|skill||志愿者|volunteers|event|person site|志愿者,义工,志愿服务,帮手|volunteer,helper,helping hand||
        security|skill||安保|security|event|site after:venue|安保,保安,安全保障,安检|security guard,event security,bouncer,security staff,stewarding||
        first_aid|skill||急救|first aid|event|site after:venue|急救,医疗保障,救护,急救员|first aid,paramedic,medical cover,first aider||
        interpreting|skill|translation|口译|interpreting|event|site after:speaker|口译,同传,同声传译,交传,翻译官|interpreting,interpreter,simultaneous interpretation||
        gifts|resource||礼品|gifts|event||礼品,伴手礼,奖品,纪念品,周边,文创|gift,prize,giveaway,merchandise,merch,souvenir||
        printing|resource||印刷|printing|event|after:graphic_design|印刷,打印,海报印刷,易拉宝,喷绘|printing,print shop,banner printing,flyer printing||
        sponsorship|resource||赞助|sponsorship|event||赞助,赞助商,经费支持,冠名|sponsor,sponsorship||
        transport|resource||交通|transport|event|size site|交通,用车,大巴,接送,包车,班车,司机,租车|transport,bus,shuttle,driver,coach hire,minibus,pick-up,car hire||
        lodging|resource||住宿|accommodation|event|size site|住宿,酒店,民宿,客房,青旅|accommodation,hotel,lodging,hostel,guesthouse,bnb||
        """
}
